import Testing

@testable import Machine

@Suite struct SeededNoiseTests {
  @Test func sameSeedSameNumbers() {
    let (a, b) = (SeededNoise(seed: 1, stream: 2), SeededNoise(seed: 1, stream: 2))
    #expect((0..<100).map { a.bits($0) } == (0..<100).map { b.bits($0) })
    #expect(a.bits(0) != SeededNoise(seed: 1, stream: 3).bits(0))
    #expect(a.bits(0) != SeededNoise(seed: 2, stream: 2).bits(0))
  }

  @Test func unitNumbersFillTheInterval() {
    let noise = SeededNoise(seed: 99)
    let values = (0..<10_000).map { noise.unit($0) }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = values.reduce(0, +) / 10_000
    #expect(abs(mean - 0.5) < 0.01)
  }

  @Test func theSmoothCurvePassesItsPoints() {
    let noise = SeededNoise(seed: 5)
    #expect(noise.smooth(17) == noise.signed(17))
    #expect(abs(noise.smooth(17.999_999) - noise.signed(18)) < 1e-9)
  }
}
