/// What the charger does, as the band shows and reports it.
enum ChargeState: UInt32 {
  /// Nothing is plugged in.
  case none = 0
  /// Something is; its contacts are given time to settle.
  case contact = 1
  /// A trickle brings an empty cell back.
  case preCharge = 2
  case constantCurrent = 3
  case constantVoltage = 4
  /// Charged; waiting until the cell has fallen far enough to charge again.
  case full = 5
  /// Paused: the battery is too hot or too cold.
  case temperature = 6
  /// Stopped: more voltage than the setting, or a phase that took too long. Ends when the plug is pulled.
  case fault = 7

  /// Its name in answers.
  var name: StaticString {
    switch self {
    case .none: "none"
    case .contact: "contact"
    case .preCharge: "pre-charge"
    case .constantCurrent: "constant current"
    case .constantVoltage: "constant voltage"
    case .full: "full"
    case .temperature: "paused, temperature"
    case .fault: "fault"
    }
  }

  /// True in the states in which current flows into the cell.
  var isCharging: Bool { self == .preCharge || self == .constantCurrent || self == .constantVoltage }
}

/// What the charger reports at one moment.
struct ChargeInputs {
  /// VBUS is there.
  var isPlugged: Bool
  /// Battery voltage in mV.
  var millivolts: UInt32
  /// The charger holds the voltage instead of the current.
  var isConstantVoltage: Bool
  /// The current fell below a tenth of the setting.
  var isEnd: Bool
  /// The thermistor is inside its window.
  var isTemperatureGood: Bool

  init(
    isPlugged: Bool, millivolts: UInt32, isConstantVoltage: Bool, isEnd: Bool, isTemperatureGood: Bool
  ) {
    self.isPlugged = isPlugged
    self.millivolts = millivolts
    self.isConstantVoltage = isConstantVoltage
    self.isEnd = isEnd
    self.isTemperatureGood = isTemperatureGood
  }
}

/// The charge states, as drivers for this chip run them, stepped once a tick of a tenth of a second.
///
/// Thresholds are those of a wearable design on the same chip: pre-charge below 3.006 V for at most 15 min, then 45 mA
/// (0.64 C of the 70 mAh cell) for at most 180 min, 4.2 V for at most 360 min, again below 4.0 V. That design's 2.1 mA
/// would not bring a cell at its cut-off back in the time; 5 mA (C/14) does. A source need not be recognised: 45 mA is
/// less than every USB port gives before enumeration.
struct ChargeControl {
  /// Ticks a second.
  static let ticksPerSecond: UInt32 = 10

  private(set) var state = ChargeState.none
  /// Ticks in this state.
  private(set) var elapsed: UInt32 = 0
  private var endTicks: UInt32 = 0
  private var coldOrHotTicks: UInt32 = 0
  private var overVoltageTicks: UInt32 = 0
  private var resumed = ChargeState.preCharge

  static let preChargeBelow: UInt32 = 3006
  static let level: UInt32 = 4200
  static let overVoltage: UInt32 = level + 100
  static let fullAbove: UInt32 = level - 100
  static let rechargeBelow: UInt32 = level - 200
  static let contactTicks: UInt32 = 6
  static let endHoldTicks: UInt32 = 50
  static let temperatureTicks: UInt32 = 3
  static let overVoltageLimit: UInt32 = 5
  static let preChargeLimit: UInt32 = 15 * 60 * ticksPerSecond
  static let constantCurrentLimit: UInt32 = 180 * 60 * ticksPerSecond
  static let constantVoltageLimit: UInt32 = 360 * 60 * ticksPerSecond

  init() {}

  /// Milliamperes that the charger is set to in this state.
  var current: UInt32 {
    switch state {
    case .preCharge: 5
    case .constantCurrent, .constantVoltage: 45
    default: 0
    }
  }

  /// Steps by one tick. Returns true when the state changed.
  mutating func step(_ inputs: ChargeInputs) -> Bool {
    let before = state
    elapsed &+= 1
    if !inputs.isPlugged {
      enter(.none)
    } else if state.isCharging && isOutOfBounds(inputs) {
      // The state was changed by the check.
    } else {
      advance(inputs)
    }
    return state != before
  }

  private mutating func enter(_ next: ChargeState) {
    guard next != state else { return }
    state = next
    elapsed = 0
    endTicks = 0
    coldOrHotTicks = 0
    overVoltageTicks = 0
  }

  private mutating func isOutOfBounds(_ inputs: ChargeInputs) -> Bool {
    coldOrHotTicks = inputs.isTemperatureGood ? 0 : coldOrHotTicks + 1
    overVoltageTicks = inputs.millivolts > Self.overVoltage ? overVoltageTicks + 1 : 0
    if overVoltageTicks >= Self.overVoltageLimit {
      enter(.fault)
      return true
    }
    if coldOrHotTicks >= Self.temperatureTicks {
      // A cold cell reaches the voltage early; warm again it takes the whole current.
      resumed = state == .preCharge ? .preCharge : .constantCurrent
      enter(.temperature)
      return true
    }
    return false
  }

  private mutating func advance(_ inputs: ChargeInputs) {
    switch state {
    case .none: enter(.contact)
    case .contact where elapsed >= Self.contactTicks:
      enter(inputs.millivolts < Self.preChargeBelow ? .preCharge : .constantCurrent)
    case .preCharge:
      if inputs.millivolts >= Self.preChargeBelow {
        enter(.constantCurrent)
      } else if elapsed >= Self.preChargeLimit {
        enter(.fault)
      }
    case .constantCurrent:
      if inputs.isConstantVoltage || inputs.isEnd {
        enter(.constantVoltage)
      } else if elapsed >= Self.constantCurrentLimit {
        enter(.fault)
      }
    case .constantVoltage:
      // A source that gives next to nothing ends no charge.
      endTicks = inputs.isEnd && inputs.millivolts >= Self.fullAbove ? endTicks + 1 : 0
      if endTicks >= Self.endHoldTicks {
        enter(.full)
      } else if elapsed >= Self.constantVoltageLimit {
        enter(.fault)
      }
    case .full where inputs.millivolts < Self.rechargeBelow: enter(.constantCurrent)
    case .temperature where inputs.isTemperatureGood: enter(resumed)
    default: break
    }
  }
}
