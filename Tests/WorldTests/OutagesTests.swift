import Machine
import Testing

@testable import World

@Suite struct OutagesTests {
  @Test func outagesKeepTheirMeans() {
    let outages = Outages.random(up: .seconds(3_600), down: .seconds(600))
    let noise = SeededNoise(seed: 7)
    for isUp in [true, false] {
      let lengths = (0..<2_000).map { index in
        outages.length(isUp: isUp, index: UInt64(index), at: 0, noise: noise)?.inSeconds ?? 0
      }
      let mean = lengths.reduce(0, +) / 2_000
      let expected: Double = isUp ? 3_600 : 600
      #expect(abs(mean / expected - 1) < 0.07, "\(mean)")
      // Without memory: a share of 1/e is longer than the mean.
      #expect(abs(Double(lengths.count { $0 > expected }) / 2_000 - 0.368) < 0.03)
    }
  }
}
