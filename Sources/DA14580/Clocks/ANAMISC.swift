import Machine

/// ANAMISC: measures a slow clock by the 16 MHz crystal. VAL is how many of its cycles REF_CNT cycles of the selected clock took.
/// REF_CAL_START clears itself when that time is over; it stays while the selected clock is off.
///
/// Source: the data sheet (clocks 0 RC32K, 1 RC16M, 2 XTAL32K, 3 RCX). Chosen: counting begins at the selected clock's next
/// edge; a count of 0 ends at once.
final class ANAMISC: SoCBlock {
  /// The state of the calibration.
  struct State: RegisterState {
    var registers: NamedValues<UInt32>
    var end: Tick?
    var measured: UInt32
  }

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.peripheral
  private let fabric: Fabric
  private var end: Alarm!
  private var measured: UInt32 = 0

  /// The block after power-on, on the bus.
  init(_ fabric: Fabric) {
    self.fabric = fabric
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    end = fabric.emulation.alarm("ANAMISC.calibration") { [unowned self] _ in self.finish() }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in if self.isBusy && self.end.deadline == nil { self.start() } }
  }

  /// Nothing is measured.
  func reset() {
    bank.reset()
    end.cancel()
    measured = 0
  }

  private var isBusy: Bool { bank.isSet(Self.selection, Self.isRunning) }

  private var selected: ClockRate? {
    let settings = fabric.clocks.settings
    return switch bank[Self.selection, Self.clock] {
    case 0: settings.isRC32KEnabled ? ClockTree.rc32K : nil
    case 1: ClockTree.sixteenMegahertz
    case 2: settings.isXTAL32KEnabled ? fabric.clocks.crystal32K : nil
    default: settings.isRCXEnabled ? ClockTree.rcx : nil
    }
  }

  private func start() {
    guard let rate = selected else { return }
    let count = UInt64(bank[Self.count])
    let first = rate.firstEdge(atOrAfter: fabric.now)
    let (begin, last) = (rate.time(ofEdge: first), rate.time(ofEdge: first &+ count))
    measured = UInt32(truncatingIfNeeded: fabric.clocks.crystal16M.edges(in: last - begin))
    end.set(at: count == 0 ? fabric.now : last)
  }

  private func finish() {
    bank[Self.selection, Self.isRunning] = 0
    bank[Self.low] = measured & 0xFFFF
    bank[Self.high] = measured >> 16
  }

  /// What a write by software does.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    guard Self.selection ~= offset else { return }
    if !isBusy { end.cancel() } else if end.deadline == nil { start() }
  }

  /// Everything that decides its future.
  func saveState() -> State { State(registers: bank.named, end: end.deadline, measured: measured) }

  /// Takes over a saved state.
  func restoreState(_ state: State) {
    bank.restore(state.registers)
    end.set(at: state.end)
    measured = state.measured
  }
}
