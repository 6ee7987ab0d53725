import SeededRandom
import Testing

@testable import Machine

@Suite struct ConversionFactorTests {
  @Test func roundsToTheNearestPicoampere() {
    let half = UInt64(1) << (ConversionFactor.fraction - 1)
    let factor = ConversionFactor(low: half, typical: half - 1, high: 3 * half)
    #expect(factor.input(.exactly(1)) == CurrentBand(low: 1, typical: 0, high: 2))
    #expect(factor.input(.exactly(4)) == CurrentBand(low: 2, typical: 2, high: 6))
    #expect(ConversionFactor.one.input(.exactly(CurrentBand.limit)) == .exactly(CurrentBand.limit))
  }

  @Test func agreesWithTheQuotientUpToOneAmpere() {
    var random = SplitMix(seed: 3)
    for _ in 0..<2_000 {
      let output = Int64.random(in: 500...3_300, using: &random)
      let input = Int64.random(in: output...5_000, using: &random)
      let efficiency = Int64.random(in: 500...1_000, using: &random)
      let current = Int64.random(in: 0...1_000 * milliampere, using: &random)
      let factor = Conversion.stepDown(
        outputMillivolts: output, lowEfficiency: efficiency, typicalEfficiency: efficiency, highEfficiency: efficiency
      ).factor(inputMillivolts: input)
      let product = Int128(current) * Int128(output) * 1_000
      let divisor = Int128(input) * Int128(efficiency)
      let nearest = Int64((product + divisor / 2) / divisor)
      #expect(abs(factor.input(.exactly(current)).typical - nearest) <= 1)
    }
  }
}
