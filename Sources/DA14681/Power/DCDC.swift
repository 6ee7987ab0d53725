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
  enum At {
    static let control0: UInt32 = 0x00
    static let control1: UInt32 = 0x02
    /// The second registers of V14, V18, VDD and V18P; the first is two bytes before.
    static let outputs: [UInt32] = [0x08, 0x0C, 0x10, 0x14]
    static let status1: UInt32 = 0x22
    static let status3: UInt32 = 0x26
    static let status4: UInt32 = 0x28
    static let interrupt: UInt32 = 0x32
    static let clear: UInt32 = 0x34
    static let mask: UInt32 = 0x36
  }

  /// The state of the converter.
  public struct State: Codable {
    var values: [UInt32]
    var isGood: Bool
    var good: Tick?
    var isSupplyLow: Bool
    var pending: UInt32
  }

  private static let rampTime: Tick = .microseconds(20)
  private static let brownOut: UInt32 = 1 << 4

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
    interrupt = fabric.interrupt(.dcdc).driver()
    let description = Self.description
    bank = RegisterBank(
      description.name, base: description.base, registers: description.registers + Self.trims,
      journal: fabric.emulation.journal)
    good = fabric.emulation.alarm("DCDC.good") { [unowned self] _ in self.isGood = true }
    fabric.install(self, size: description.size)
  }

  /// Off.
  public func reset() {
    bank.reset()
    good.cancel()
    isGood = false
    pending = 0
    interrupt.value = nil
  }

  private var mode: UInt32 { bank[At.control0] & 3 }
  private var isLowVoltage: Bool { isSupplyLow && bank[At.control0] & 0x2000 != 0 }

  /// The battery fell below 2.5 V, or is above it again.
  func supplyChanged(isLow: Bool) {
    isSupplyLow = isLow
    if isLow && mode == 1 { pending |= Self.brownOut }
    update()
  }

  private func update() { interrupt.value = pending & bank[At.mask] != 0 }

  /// Outputs that are on and good, by bit: V14, V18, VDD, V18P.
  private var available: UInt32 {
    guard isGood else { return 0 }
    let enable: UInt32 = isLowVoltage ? 1 << 14 : 1 << 15
    return At.outputs.indices.reduce(0) { $0 | (bank[At.outputs[$1]] & enable != 0 ? 1 << UInt32($1) : 0) }
  }

  private func limit(_ output: Int) -> UInt32 { bank[At.outputs[output] - 2] & 0x1F }

  /// What software reads.
  public func readRegister(_ offset: UInt32, width: Int) -> UInt32 {
    switch offset {
    case At.status1: available << 8 | available << 4
    case At.status3: (isLowVoltage ? 1 << 10 : 0) | limit(3) << 5 | limit(2)
    case At.status4: limit(1) << 5 | limit(0)
    case At.interrupt: pending
    default: bank[offset]
    }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case At.control0: if (value ^ old) & 3 != 0 { modeChanged() }
    case At.clear: pending &= ~value
    default: break
    }
    update()
  }

  private func modeChanged() {
    switch mode {
    case 1:
      let delay = Tick.microseconds(UInt64(bank[At.control1] >> 11 & 0x1F)) &+ Self.rampTime
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
      values: bank.values, isGood: isGood, good: good.deadline, isSupplyLow: isSupplyLow, pending: pending)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.values = state.values
    isGood = state.isGood
    good.set(at: state.good)
    isSupplyLow = state.isSupplyLow
    pending = state.pending
  }
}
