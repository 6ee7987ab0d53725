import Machine

/// QSPIC, the flash controller. In auto mode the flash is memory at 0x08000000, read in bursts through the cache; in
/// manual mode software selects the flash and shifts bytes.
///
/// Sources: the public register list; public flash drivers (manual mode; HRDY_MD; the microcode: bytes count << 3 | valid,
/// wait low, wait high in cycles of 16 MHz, then the bytes; erasing in auto mode). A transfer takes 8, 4 or 2 clocks a
/// byte on one, two or four lines, of HCLK divided by CLK_AMBA.QSPI_DIV. With HRDY_MD = 0 the access waits for its end,
/// with 1 STATUS.BUSY tells, and what was read is in RECVDATA. Chosen: 16 and 32-bit accesses shift the lowest byte
/// first; the bytes are the same on one, two and four lines; manual registers do nothing in auto mode; the memory window
/// answers in manual mode too; registers survive sleep, as execution from flash goes on after it.
public final class QSPIC: SoCBlock {
  /// What a snapshot keeps.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
    var step: Tick?
  }

  /// What the registers do not show.
  struct Core: Codable {
    /// Data lines that manual transfers use: 1, 2 or 4.
    var lines: UInt64 = 1
    /// When the latest transfer that nobody waited for ends.
    var busyEnd: Tick = 0
    /// Where the microcode goes on, while it runs.
    var microcodePlace: Int?
    /// ERASECTRL.ERS_STATE.
    var eraseState: UInt32 = 0
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.alwaysOn
  /// The wires to the flash.
  public let flash = SPIBus()
  /// The flash's chip select, low while selected.
  public let chipSelect: Line
  let select: LineDriver
  var core = Core()
  var step: Alarm!
  /// Told after what decides `burstClocks` may have changed.
  var onReadChange: (() -> Void)?
  private let fabric: Fabric

  /// The controller after power-on, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    chipSelect = fabric.emulation.line("QSPI_CS", pull: true)
    select = chipSelect.driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    step = fabric.emulation.alarm("QSPIC.microcode") { [unowned self] time in self.continueMicrocode(at: time) }
    fabric.install(self)
    reset()
  }

  /// Manual mode, one line, nothing selected.
  public func reset() {
    bank.reset()
    onReadChange?()
    core = Core()
    step.cancel()
    select.value = true
  }

  /// CTRLMODE.AUTO_MD.
  var isAutomatic: Bool {
    get { bank.isSet(Self.qspicCtrlmode, Self.qspicAutoMd) }
    set { bank[Self.qspicCtrlmode, Self.qspicAutoMd] = newValue ? 1 : 0 }
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.qspicReaddata: bank[Self.qspicRecvdata]
    case Self.qspicStatus: fabric.now < core.busyEnd ? 1 : 0
    case Self.qspicErasectrl: Self.qspicErsState.set(core.eraseState, in: bank[offset])
    default: bank[offset]
    }
  }

  /// What is fetched from the flash: the data of a manual transfer, or whether it is still erasing.
  public func registerRead(_ offset: UInt32, width: Int) {
    if Self.qspicReaddata ~= offset { bank[Self.qspicRecvdata] = shift(0, width) } else { checkErase() }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    defer { onReadChange?() }
    switch offset {
    case Self.qspicCtrlbus: if !isAutomatic { controlBus(value) }
    case Self.qspicCtrlmode: if isAutomatic { select.value = true }
    case Self.qspicWritedata, Self.qspicDummydata: _ = shift(value, width)
    case Self.qspicErasectrl: if Self.qspicEraseEn.get(value) != 0 { startErase() }
    case Self.qspicChckerase: checkErase()
    default: break
    }
  }

  private func controlBus(_ value: UInt32) {
    if Self.qspicSetSingle.get(value) != 0 { core.lines = 1 }
    if Self.qspicSetDual.get(value) != 0 { core.lines = 2 }
    if Self.qspicSetQuad.get(value) != 0 { core.lines = 4 }
    if Self.qspicEnCs.get(value) != 0 { select.value = false }
    if Self.qspicDisCs.get(value) != 0 { select.value = true }
  }

  /// A manual transfer of `width` bytes; the data lines read high where nothing answers.
  private func shift(_ value: UInt32, _ width: Int) -> UInt32 {
    guard !isAutomatic else { return 0 }
    let start = max(fabric.now, core.busyEnd)
    let end = start &+ (fabric.clocks.qspi?.time(ofEdge: UInt64(width) * 8 / core.lines) ?? 0)
    if bank.isSet(Self.qspicCtrlmode, Self.qspicHrdyMd) {
      core.busyEnd = end
    } else {
      // The bus waits: time passes within the access.
      fabric.emulation.scheduler.advance(to: end)
    }
    return (0..<UInt32(width)).reduce(0) { answer, lane in
      answer | flash.exchange(value >> (8 * lane) & 0xFF, bits: 8) << (8 * lane)
    }
  }

  // MARK: Busy-waits

  /// In manual mode, where the access waits for its transfer: the registers and the flash. The wires are nobody else's.
  public func hashSteadyState(_ offset: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    guard !isAutomatic, !bank.isSet(Self.qspicCtrlmode, Self.qspicHrdyMd), core.busyEnd <= fabric.now,
      core.microcodePlace == nil, core.eraseState == 0, chipSelect.observerCount == 1
    else { return false }
    hasher.combine(bank.values)
    hasher.combine(core.lines)
    hasher.combine(chipSelect.level)
    return flash.hashSteadyState(into: &hasher)
  }

  /// That of the flash.
  public var roundCount: Int {
    get { flash.roundCount }
    set { flash.roundCount = newValue }
  }

  // MARK: Snapshots

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core, step: step.deadline) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    onReadChange?()
    core = state.core
    step.set(at: state.step)
  }
}
