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
  /// Temperature in degrees Celsius.
  var celsius: Int32

  init(
    isPlugged: Bool, millivolts: UInt32, isConstantVoltage: Bool, isEnd: Bool, isTemperatureGood: Bool, celsius: Int32
  ) {
    self.isPlugged = isPlugged
    self.millivolts = millivolts
    self.isConstantVoltage = isConstantVoltage
    self.isEnd = isEnd
    self.isTemperatureGood = isTemperatureGood
    self.celsius = celsius
  }
}

/// The charge states, as drivers for this chip run them, stepped once a tick of a tenth of a second.
///
/// Thresholds are those of a wearable design on the same chip: pre-charge below 3.006 V for at most 15 min, then constant
/// current until 90 mAh must have gone in, 4.2 V for at most 360 min, again below 4.0 V. That design's 2.1 mA would not
/// bring a cell at its cut-off back in the time; 5 mA (C/14) does.
///
/// The current is what a small cell bears (gmbattery.com, 105 mAh): nothing below 0 and above 45 degrees Celsius, 0.1 C to
/// 10, 0.2 C to 15 and 0.5 C above; the charger's next lower settings for 70 mAh are 5, 10 and 30 mA. A source need not be
/// recognised: that is less than every USB port gives before enumeration.
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
  /// What has gone in at the set current since it began, in mA times ticks.
  private var filled: UInt32 = 0
  /// Milliamperes that the cell bears at its temperature; 0 where it bears none.
  private(set) var permitted: UInt32 = 30

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
  static let constantCurrentLimit: UInt32 = 180 * 60 * ticksPerSecond * 30
  /// So much warmer than its step the cell must be to take more again, in degrees Celsius.
  static let hysteresis: Int32 = 2
  static let constantVoltageLimit: UInt32 = 360 * 60 * ticksPerSecond

  init() {}

  /// Milliamperes that the charger is set to in this state.
  var current: UInt32 {
    switch state {
    case .preCharge: 5
    case .constantCurrent, .constantVoltage: permitted
    default: 0
    }
  }

  /// Steps by one tick. Returns true when the state or the current changed.
  mutating func step(_ inputs: ChargeInputs) -> Bool {
    let before = (state, current)
    elapsed &+= 1
    if state == .constantCurrent { filled &+= current }
    permit(inputs.celsius)
    if !inputs.isPlugged {
      enter(.none)
    } else if state.isCharging && isOutOfBounds(inputs) {
      // The state was changed by the check.
    } else {
      advance(inputs)
    }
    return (state, current) != before
  }

  private mutating func enter(_ next: ChargeState) {
    guard next != state else { return }
    state = next
    elapsed = 0
    filled = 0
    endTicks = 0
    coldOrHotTicks = 0
    overVoltageTicks = 0
  }

  /// Milliamperes that the cell bears at a temperature.
  private static func permitted(at celsius: Int32) -> UInt32 {
    if celsius < 0 || celsius > 45 { return 0 }
    return celsius < 10 ? 5 : celsius < 15 ? 10 : 30
  }

  /// Less at once, more with a hysteresis.
  private mutating func permit(_ celsius: Int32) {
    let next = Self.permitted(at: celsius)
    let (colder, warmer) = (
      Self.permitted(at: celsius - Self.hysteresis), Self.permitted(at: celsius + Self.hysteresis)
    )
    if next < permitted || min(colder, warmer) > permitted { permitted = next }
  }

  private func isTemperatureGood(_ inputs: ChargeInputs) -> Bool { inputs.isTemperatureGood && permitted > 0 }

  private mutating func isOutOfBounds(_ inputs: ChargeInputs) -> Bool {
    coldOrHotTicks = isTemperatureGood(inputs) ? 0 : coldOrHotTicks + 1
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
      } else if filled >= Self.constantCurrentLimit {
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
    case .temperature where isTemperatureGood(inputs): enter(resumed)
    default: break
    }
  }
}
