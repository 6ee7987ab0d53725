import Machine

/// DCDC: the buck converter with four outputs, as far as its registers show it.
///
/// Sources: the public register list and its descriptions (modes off, active, sleep; start-up delay in microseconds; an
/// output is available when converter and output are enabled and its comparators have acted; the low-voltage settings
/// hold below 2.5 V of battery); public driver code (enable outputs, set mode 1, wait for VDD_AVAILABLE; sleep is mode 2).
/// Chosen: outputs are good 20 us after the delay; a converter that was active keeps them in sleep mode; the current limit
/// stays at its minimum, as with a light load; nothing times out; a set mask bit lets the interrupt through. The
/// coefficients of the SoC's currents contain the converter: here nothing is drawn.
public final class DCDC: SoCBlock {
  /// The state of the converter.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var isGood: Bool
    var good: Tick?
    var isSupplyLow: Bool
    var pending: UInt32
  }

  private static let rampTime: Tick = .microseconds(20)

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.alwaysOn
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var good: Alarm!
  private var isGood = false
  private var isSupplyLow = false
  private var pending: UInt32 = 0

  /// The converter after power-on, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.dcdc).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    good = fabric.emulation.alarm("DCDC.good") { [unowned self] _ in self.isGood = true }
    fabric.install(self)
  }

  /// Off.
  public func reset() {
    bank.reset()
    good.cancel()
    isGood = false
    pending = 0
    interrupt.value = nil
  }

  private var mode: UInt32 { bank[Self.control0, Self.mode] }
  private var isLowVoltage: Bool { isSupplyLow && bank.isSet(Self.control0, Self.usesLowVoltageSettings) }

  /// The battery fell below 2.5 V, or is above it again.
  func supplyChanged(isLow: Bool) {
    isSupplyLow = isLow
    if isLow && mode == 1 { pending |= Self.brownOut.mask }
    update()
  }

  private func update() { interrupt.value = pending & bank[Self.interruptMask] != 0 }

  /// Outputs that are on and good, by bit: V14, V18, VDD, V18P.
  private var available: UInt32 {
    guard isGood else { return 0 }
    let enable = isLowVoltage ? Self.isOnAtLowVoltage : Self.isOn
    return Self.outputs.indices.reduce(0) { $0 | enable.get(bank[Self.output1, $1]) << UInt32($1) }
  }

  private func limit(_ output: Int) -> UInt32 { Self.limitMinimum.get(bank[Self.output0, output]) }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.status1: available << 8 | available << 4
    case Self.status3: (isLowVoltage ? Self.lowVoltageMode.mask : 0) | limit(3) << 5 | limit(2)
    case Self.status4: limit(1) << 5 | limit(0)
    case Self.interruptStatus: pending
    default: bank[offset]
    }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.control0: if Self.mode.isSet(in: value ^ old) { modeChanged() }
    case Self.clearInterrupt: pending &= ~value
    default: break
    }
    update()
  }

  private func modeChanged() {
    switch mode {
    case 1:
      let delay = Tick.microseconds(UInt64(bank[Self.control1, Self.startUpDelay])) &+ Self.rampTime
      if !isGood && good.deadline == nil { good.set(at: fabric.now &+ delay) }
    case 2: good.cancel()
    default:
      good.cancel()
      isGood = false
    }
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, isGood: isGood, good: good.deadline, isSupplyLow: isSupplyLow, pending: pending)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    isGood = state.isGood
    good.set(at: state.good)
    isSupplyLow = state.isSupplyLow
    pending = state.pending
  }
}
