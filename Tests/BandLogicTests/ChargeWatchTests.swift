import Testing

@testable import BandLogic

/// What a board with a charger IC says of its charge.
@Suite struct ChargeWatchTests {
  private func states(_ inputs: [(isPlugged: Bool, isCharging: Bool, millivolts: UInt32)]) -> [ChargeState] {
    var watch = ChargeWatch()
    return inputs.map {
      _ = watch.step(isPlugged: $0.isPlugged, isCharging: $0.isCharging, millivolts: $0.millivolts)
      return watch.state
    }
  }

  @Test func aWholeChargeGoesThroughItsStates() {
    let found = states([
      (false, false, 2_800), (true, true, 2_800), (true, true, 2_899), (true, true, 2_900), (true, true, 4_189),
      (true, true, 4_190), (true, true, 4_180), (true, false, 4_170), (true, true, 4_050), (false, false, 4_050),
    ])
    #expect(
      found == [
        .none, .contact, .preCharge, .constantCurrent, .constantCurrent, .constantVoltage, .constantVoltage, .full,
        .constantCurrent, .none,
      ])
  }

  @Test func aChargerThatDoesNothingIsAFault() {
    #expect(
      states([(true, false, 3_700), (true, false, 3_999), (true, true, 3_999)]) == [.contact, .fault, .constantCurrent])
  }

  @Test func changesAreTold() {
    var watch = ChargeWatch()
    let inputs: [(Bool, Bool, UInt32)] = [
      (false, false, 3_700), (true, true, 3_700), (true, true, 3_700), (true, true, 3_701),
    ]
    let told = inputs.map { watch.step(isPlugged: $0.0, isCharging: $0.1, millivolts: $0.2) }
    #expect(told == [false, true, true, false])
  }
}
