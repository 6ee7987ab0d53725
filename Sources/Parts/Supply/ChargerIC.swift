import Machine

/// A linear charger of the LTC4054 kind between VBUS and a cell: trickle, constant current by a resistor, constant
/// voltage, end at a tenth, a charge again when the cell has fallen, and less current where the die would get too warm.
///
/// Facts: LTC4054-4.2 data sheet. The comparators' filters, 1 ms for the end and 2 ms for a new charge, are remembered
/// of it. While it trickles or folds back no charge ends. Chosen: VBUS is 5.0 V; the die follows its power at once; the
/// fold-back is found anew when the cell has moved by 50 mV; CHRG's weak pull-down of 20 uA when done loses to any
/// pull-up.
public final class ChargerIC: Snapshotting {
  /// Where it stands.
  public enum Phase: String, Codable, Sendable {
    /// No VBUS.
    case unplugged
    /// The cell is deeply discharged.
    case trickle
    /// Constant current, then constant voltage.
    case charging
    /// The charge has ended.
    case done
  }

  /// What decides the future.
  public struct State: Codable {
    var phase = Phase.unplugged
    var isLow = false
    var needsRecharge = false
    /// The cell's voltage, in microvolts, for which the fold-back was found.
    var foldedAt: Int64 = 0
    var alarm: Tick?
  }

  static let endFilter: Tick = .milliseconds(1)
  static let rechargeFilter: Tick = .milliseconds(2)
  static let busMicrovolts: Int64 = 5_000_000

  /// Where it stands.
  public var phase: Phase { state.phase }
  /// The charge current that the resistor sets, in pA.
  public let programmedCurrent: Int64
  private var state = State()
  private let coefficients: Coefficients
  private let power: PowerSystem
  private let ambient: Ambient
  /// The pad, or a line that nobody sees; its driver does not keep it.
  private let statusLine: Line
  private let status: LineDriver
  private let scheduler: Scheduler
  private let supplyLoad: Load<Mode>
  private let cellLoad: Load<Mode>
  private var filter: Alarm!

  /// Puts the charger between VBUS and cell. `supply` is a net at the system, from which it draws its own current while
  /// `vbus` is high, and `cell` is one at the cell. It charges with 1 V over `programmingOhms` times the gain, clamped to
  /// 0.8 A, and is off where that is 0 or less. CHRG pulls `status` low while it charges.
  ///
  /// One power system has one charger: it takes `PowerSystem.onFlow`.
  public init(
    _ name: String = "charger", on emulation: Emulation, power: PowerSystem, supply: PowerNet, cell: PowerNet,
    vbus: Line, status: Line, ambient: Ambient, programmingOhms: Int, coefficients: Coefficients = .ltc4054
  ) {
    self.power = power
    self.ambient = ambient
    self.coefficients = coefficients
    statusLine = status
    self.status = status.driver("\(name).CHRG")
    scheduler = emulation.scheduler
    // Picoamperes of 1 V over the resistor.
    programmedCurrent =
      programmingOhms > 0
      ? min(coefficients.gain.typical(times: 1e12 / Double(programmingOhms)), 800_000_000_000) : 0
    supplyLoad = Load(
      name, on: supply, initial: .unplugged,
      currents: [.unplugged: .zero, .charging: coefficients.charging.current, .done: coefficients.done.current])
    cellLoad = Load(
      "\(name) cell pin", on: cell, initial: .unplugged,
      currents: [
        .unplugged: coefficients.cellUnplugged.current, .charging: .zero, .done: coefficients.cellDone.current,
      ])
    filter = emulation.alarm("\(name).filter") { [unowned self] _ in self.filterPassed() }
    emulation.register(name, self)
    let hysteresis = Int(coefficients.trickleHysteresis.typical(times: 1))
    power.watch(
      "\(name) trickle", millivolts: Int(coefficients.trickleThreshold.typical(times: 1)) - hysteresis,
      hysteresis: hysteresis
    ) { [unowned self] in self.lowChanged($0) }
    power.watch(
      "\(name) recharge",
      millivolts: Int((coefficients.level.typical - coefficients.rechargeDrop.typical).rounded()), hysteresis: 1
    ) { [unowned self] in self.rechargeChanged($0) }
    power.onFlow = { [unowned self] in self.flowChanged($0) }
    ambient.observe { [unowned self] in self.setLimits() }
    vbus.observe { [unowned self] in self.busChanged($0) }
    if vbus.level { busChanged(true) }
  }

  /// Whether current flows for the cell.
  public var isCharging: Bool { state.phase == .trickle || state.phase == .charging }

  private func busChanged(_ isPresent: Bool) {
    enter(!isPresent ? .unplugged : state.isLow ? .trickle : .charging)
  }

  private func lowChanged(_ isLow: Bool) {
    state.isLow = isLow
    if isCharging { enter(isLow ? .trickle : .charging) }
  }

  private func rechargeChanged(_ isBelow: Bool) {
    state.needsRecharge = isBelow
    guard state.phase == .done else { return }
    filter.set(at: isBelow ? scheduler.now + ChargerIC.rechargeFilter : nil)
  }

  private func flowChanged(_ flow: ChargerFlow) {
    guard state.phase == .charging else { return }
    if (power.microvolts &- state.foldedAt).magnitude > 50_000 { setLimits() }
    let isEnding =
      flow.mode == .constantVoltage && flow.current < coefficients.endRatio.typical(times: Double(programmedCurrent))
    if !isEnding {
      filter.cancel()
    } else if filter.deadline == nil {
      filter.set(at: scheduler.now + ChargerIC.endFilter)
    }
  }

  private func filterPassed() {
    if state.phase == .charging {
      enter(.done)
    } else if state.phase == .done {
      enter(.charging)
    }
  }

  private func enter(_ next: Phase) {
    filter.cancel()
    state.phase = next
    let mode: Mode = next == .unplugged ? .unplugged : next == .done ? .done : .charging
    supplyLoad.enter(mode)
    cellLoad.enter(mode)
    status.value = isCharging ? false : nil
    setLimits()
    if next == .done && state.needsRecharge { filter.set(at: scheduler.now + ChargerIC.rechargeFilter) }
  }

  /// The current at which the die is at its limit, in pA.
  private var thermalCurrent: Int64 {
    let watts =
      (coefficients.dieLimit.typical - Double(ambient.milliCelsius) / 1_000)
      / max(coefficients.thermalResistance.typical, 1)
    let volts = Double(max(ChargerIC.busMicrovolts - power.microvolts, 100_000)) / 1e6
    return Int64(min(max(watts / volts, 0), 1_000) * 1e12)
  }

  private func setLimits() {
    state.foldedAt = power.microvolts
    guard isCharging, programmedCurrent > 0 else { return power.setCharger(.off) }
    let wanted =
      state.phase == .trickle
      ? coefficients.trickleRatio.typical(times: Double(programmedCurrent)) : programmedCurrent
    power.setCharger(
      ChargerLimits(
        isOn: true, current: min(wanted, thermalCurrent), microvolts: coefficients.level.typical(times: 1_000)))
  }

  /// The state.
  public func saveState() -> State {
    var saved = state
    saved.alarm = filter.deadline
    return saved
  }

  /// Takes it over; power system and line are restored by themselves.
  public func restoreState(_ saved: State) {
    state = saved
    filter.set(at: saved.alarm)
  }
}
