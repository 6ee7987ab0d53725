import Machine
import Testing

@testable import Parts

@Suite struct ADXL362SamplingTests {
  @Test func noiseIsRoundedAsTheLibraryRounds() {
    let noise = SeededNoise(seed: 5)
    var values = [
      0, -0.0, 0.5, -0.5, 1.5, -1.5, 2.5, 0.49999999999999994, -0.49999999999999994, 6_799.5, -6_800.5, 12_345,
    ]
    for index in 0..<10_000 as Range<UInt64> { values.append(noise.signed(index) * 7_000) }
    for value in values { #expect(ADXL362Sampling.nearest(value) == Int(value.rounded())) }
  }
}
