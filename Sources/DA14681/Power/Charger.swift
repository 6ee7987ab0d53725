import Machine

/// The charger's decisions: what it is set to, what its temperature watches allow, and what its status says. The current
/// that really flows is the power nets' business: they get `limits` and answer with `flow`.
///
/// Sources: public driver header (`hw_usb_charger.h`: ranges, test mode 6 for the low range, end of charge not
/// functional there and true while nothing flows; NTC on P1_4 and P1_6, cold allowed by NTC_LOW_DISABLE); the code
/// tables of the public register descriptions. Chosen: current codes 14 and 15 are 400 mA, reserved ones of the low
/// range give nothing; levels above code 17 are 5.0 V; die limits 0, 50, 80, 100 degrees, with 5 degrees of hysteresis;
/// a source that gives less than the setting counts as constant current; trims have no effect.
public final class Charger {
  /// Told of every change of `limits`.
  public var onLimits: ((ChargerLimits) -> Void)?
  /// Told where `isWorking` may have changed.
  var onSwitch: (() -> Void)?
  /// What flows at present; the power nets know it.
  public var flow: () -> ChargerFlow = { .off }
  /// The thermistor's voltage in thousandths of VDD_USB.
  public var thermistorPermille: Int {
    get { state.thermistorPermille }
    set {
      state.thermistorPermille = newValue
      apply()
    }
  }
  /// The die's temperature in thousandths of a degree Celsius.
  public var dieMillidegrees: Int {
    get { state.dieMillidegrees }
    set {
      state.dieMillidegrees = newValue
      apply()
    }
  }
  /// Whether VBUS is there; the thermistor is supplied from it.
  public var isBusPresent: Bool {
    get { state.isBusPresent }
    set {
      state.isBusPresent = newValue
      apply()
    }
  }

  /// What a snapshot keeps.
  struct State: Codable {
    var control1 = ANAMISC.chargerControl1.reset
    var control2 = ANAMISC.chargerControl2.reset
    var thermistorPermille = 700
    var dieMillidegrees = 25_000
    var isBusPresent = false
    var isDieHot = false
    var limits = ChargerLimits.off
  }

  var state = State()

  /// The constant currents in microamperes, by code; with CHARGER_TEST = 6 the low range.
  static let currents = [5, 10, 30, 45, 60, 90, 120, 150, 180, 210, 270, 300, 350, 400, 400, 400].map { $0 * 1000 }
  static let lowCurrents = [0, 0, 1000, 1500, 2100, 3200, 4300, 0, 6600, 7800, 0, 11_300, 13_300, 15_300, 0, 0]
  /// The levels in millivolts, by code.
  static let levels = [
    3000, 3400, 3500, 3600, 3740, 3860, 4000, 4050, 4100, 4150, 4200, 4250, 4300, 4350, 4400, 4500, 4600, 4900, 5000,
  ]
  static let dieLimits = [0, 50_000, 80_000, 100_000]

  /// What the charger allows now: its settings, off while a temperature forbids charging.
  public var limits: ChargerLimits { state.limits }

  /// Whether charging is asked for and forbidden by a temperature.
  public var isStoppedByTemperature: Bool { ANAMISC.isCharging.get(state.control1) != 0 && !state.limits.isOn }

  /// Whether it is switched on with VBUS there: then it takes a current of its own, whether or not a temperature stops it.
  var isWorking: Bool { isBusPresent && ANAMISC.isCharging.get(state.control1) != 0 }

  /// CHARGER_TEST = 1 connects the die's temperature sensor to the GPADC.
  public var isTemperatureSensorOn: Bool { ANAMISC.testMode.get(state.control2) == 1 }

  private var isLowRange: Bool { ANAMISC.testMode.get(state.control2) == 6 }

  /// The set constant current, in pA.
  var setCurrent: Int64 {
    let code = Int(ANAMISC.chargeCurrent.get(state.control1))
    return Int64((isLowRange ? Self.lowCurrents : Self.currents)[code]) * 1_000_000
  }

  private var isCold: Bool { thermistorPermille > 875 }
  private var isHot: Bool { thermistorPermille < 500 }

  func write(control1: UInt32, control2: UInt32) {
    state.control1 = control1
    state.control2 = control2
    apply()
  }

  func reset() {
    state.isDieHot = false
    write(control1: ANAMISC.chargerControl1.reset, control2: ANAMISC.chargerControl2.reset)
  }

  private func apply() {
    let control = state.control1
    let limit = Self.dieLimits[Int(ANAMISC.dieLimit.get(control))]
    if dieMillidegrees >= limit { state.isDieHot = true }
    if dieMillidegrees < limit - 5000 || ANAMISC.ignoresDie.get(control) != 0 { state.isDieHot = false }
    var isOn = ANAMISC.isCharging.get(control) != 0 && !state.isDieHot
    if ANAMISC.ignoresThermistor.get(control) == 0 {
      if isHot || isCold && ANAMISC.ignoresCold.get(control) == 0 { isOn = false }
    }
    let level = Self.levels[min(Int(ANAMISC.chargeLevel.get(control)), Self.levels.count - 1)]
    let next = ChargerLimits(isOn: isOn, current: setCurrent, microvolts: Int64(level) * 1000)
    onSwitch?()
    guard next != state.limits else { return }
    state.limits = next
    onLimits?(next)
  }

  /// CHARGER_STATUS.
  var status: UInt32 {
    let flow = flow()
    var status: UInt32 = 0
    if flow.mode == .constantCurrent || flow.mode == .sourceLimited { status |= 0x01 }
    if flow.mode == .constantVoltage { status |= 0x02 }
    if !isLowRange && flow.current < setCurrent / 10 { status |= 0x04 }
    if isBusPresent && ANAMISC.ignoresThermistor.get(state.control1) == 0 {
      status |= isCold ? 0x08 : isHot ? 0x20 : 0x10
    }
    if state.isDieHot { status |= 0x40 }
    return status
  }
}
