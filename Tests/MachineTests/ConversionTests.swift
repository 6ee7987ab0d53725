import Testing

@testable import Machine

@Suite struct ConversionTests {
  let converter = Conversion.stepDown(
    outputMillivolts: 1_800, lowEfficiency: 750, typicalEfficiency: 900, highEfficiency: 1_000)

  @Test func aLinearNetTakesTheSameCurrent() {
    #expect(Conversion.linear.factor(inputMillivolts: 3_600) == .one)
    #expect(!Conversion.linear.isConverter && converter.isConverter)
  }

  @Test func aStepDownConverterTakesPowerOverItsEfficiency() {
    let factor = converter.factor(inputMillivolts: 3_600)
    // The low current belongs to the high efficiency: 10 mA * 1.8 / 3.6 is 5 mA, / 0.9 is 5.555..., / 0.75 is 6.666...
    #expect(
      factor.input(.exactly(10 * milliampere))
        == CurrentBand(low: 5_000_000_000, typical: 5_555_555_556, high: 6_666_666_667))
    #expect(factor.input(.zero) == .zero)
  }

  @Test func anInputBelowTheOutputPassesThrough() {
    for millivolts: Int64 in [.min, 0, 1_000, 1_800] {
      let factor = converter.factor(inputMillivolts: millivolts)
      #expect(factor.input(.exactly(900)) == CurrentBand(low: 900, typical: 1_000, high: 1_200))
    }
  }

  @Test func hostileNumbersAreHeld() {
    let values: [Int64] = [.min, -1, 0, 1, 1_000, 1_001, .max]
    for volts in values {
      for efficiency in values {
        for input in values {
          let factor = Conversion.stepDown(
            outputMillivolts: volts, lowEfficiency: efficiency, typicalEfficiency: efficiency,
            highEfficiency: efficiency
          ).factor(inputMillivolts: input)
          let current = factor.input(.exactly(CurrentBand.limit))
          #expect(current.low >= 0 && current.low <= 1_000 * CurrentBand.limit)
        }
      }
    }
  }
}
