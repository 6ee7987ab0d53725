import Machine

/// The analog odds and ends: charger, fuel gauge and clock calibration behind one register window.
public final class ANAMISC: SoCBlock {
  /// The state of all three.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var charger: Charger.State
    var gauge: FuelGauge.State
    var end: Tick?
    var measured: UInt32
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.alwaysOn
  /// The charger.
  public let charger = Charger()
  /// The fuel gauge.
  public let gauge: FuelGauge
  private let fabric: Fabric
  private let calibration: ClockCalibration
  private var calibrated: Alarm!
  private var measured: UInt32 = 0

  /// The block after power-on, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    gauge = FuelGauge { [unowned fabric] in fabric.now }
    calibration = ClockCalibration(fabric.clocks)
    calibrated = fabric.emulation.alarm("ANAMISC.calibration") { [unowned self] _ in self.finishCalibration() }
    fabric.install(self)
    fabric.vbus.observe { [unowned self] in self.charger.isBusPresent = $0 }
    fabric.clocks.onChange { [unowned self] in
      if self.isCalibrating && self.calibrated.deadline == nil { self.startCalibration() }
    }
  }

  /// Back to the state after power-on.
  public func reset() {
    bank.reset()
    calibrated.cancel()
    charger.reset()
    gauge.reset()
  }

  private var isCalibrating: Bool { bank.isSet(Self.calibrationSelect, Self.isCalibrating) }

  private func startCalibration() {
    let code = bank[Self.calibrationSelect, Self.calibrationClock]
    let count = bank[Self.calibrationCount]
    guard let result = calibration.measurement(clock: code, count: count, at: fabric.now) else { return }
    measured = result.value
    calibrated.set(at: result.end)
  }

  private func finishCalibration() {
    bank[Self.calibrationSelect, Self.isCalibrating] = 0
    bank[Self.calibrationLow] = measured & 0xFFFF
    bank[Self.calibrationHigh] = measured >> 16
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.chargerStatus: charger.status
    case Self.chargeCounter1: UInt32(truncatingIfNeeded: gauge.count & 0xFFFF)
    case Self.chargeCounter2: UInt32(truncatingIfNeeded: gauge.count >> 16 & 0xFFFF)
    case Self.chargeCounter3: UInt32(truncatingIfNeeded: gauge.count >> 32)
    case Self.chargeAverage: gauge.averageCode
    case Self.gaugeStatus: gauge.status
    default: bank[offset]
    }
  }

  /// Reading the gauge.
  public func registerRead(_ offset: UInt32, width: Int) {
    if Self.chargeAverage ~= offset { gauge.averageRead() } else { gauge.settle() }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.chargerControl1, Self.chargerControl2:
      charger.write(control1: bank[Self.chargerControl1], control2: bank[Self.chargerControl2])
    case Self.gaugeControl1, Self.gaugeControl2:
      gauge.write(control1: bank[Self.gaugeControl1], control2: bank[Self.gaugeControl2])
    case Self.calibrationSelect:
      if !isCalibrating { calibrated.cancel() } else if calibrated.deadline == nil { startCalibration() }
    default: break
    }
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, charger: charger.state, gauge: gauge.saved, end: calibrated.deadline, measured: measured)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    charger.state = state.charger
    gauge.restore(state.gauge)
    calibrated.set(at: state.end)
    measured = state.measured
  }
}
