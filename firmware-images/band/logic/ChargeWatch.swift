/// The charge states of a board whose charger IC does everything itself and says by one line whether it charges. Stepped once
/// a second.
struct ChargeWatch {
  private(set) var state = ChargeState.none

  /// The LTC4054 and its copies trickle below.
  static let preChargeBelow: UInt32 = 2900
  /// At the end of the constant current, less the converter's step.
  static let constantVoltageFrom: UInt32 = 4190
  /// Less is no charged cell: the charger charges again long before.
  static let fullFrom: UInt32 = 4000

  init() {}

  /// Takes what the lines and the voltage say. Returns true when the state changed.
  mutating func step(isPlugged: Bool, isCharging: Bool, millivolts: UInt32) -> Bool {
    let before = state
    if !isPlugged {
      state = .none
    } else if before == .none {
      state = .contact
    } else if isCharging {
      let holdsVoltage = millivolts >= Self.constantVoltageFrom || before == .constantVoltage
      state =
        millivolts < Self.preChargeBelow ? .preCharge : holdsVoltage ? .constantVoltage : .constantCurrent
    } else {
      state = millivolts >= Self.fullFrom ? .full : .fault
    }
    return state != before
  }
}
