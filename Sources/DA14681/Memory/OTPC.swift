import Machine

/// OTPC, the controller of the one-time-programmable memory: manual and automatic programming, automatic reading, by DMA
/// or through a FIFO of eight words, and the blank test. The memory itself is on the bus at 0x07F80000.
///
/// Sources: the public register list; public driver code (`hw_otpc`: modes 0 standby, 1 read, 2 program, 3 and 4 the same
/// automatically, 5 to 7 tests; CELADR counts 32-bit words; NWORDS is one less than the count; FIFO words are read at
/// FFPRT; the mode returns to standby by itself). Chosen: an erased bit is 0 and programming sets bits, so that a
/// programmed bit that should be 0 is an uncorrectable error; no error correction; a word takes 4 cycles of HCLK to read,
/// and TIM1's pulse width for each bit and once more to program; a test takes 4 cycles for each word; the memory is
/// readable in every mode; the window on the bus always shows the normal rows; CLK_AMBA.OTP_ENABLE gates nothing.
public final class OTPC: SoCBlock {
  /// What the controller is doing.
  enum Task: String, Codable {
    case none, read, program, programCell, test
  }

  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var task = Task.none
    /// The next word, and how many are left.
    var place = 0
    var left = 0
    var address: UInt32 = 0
    /// The word being programmed.
    var value: UInt32 = 0
    var fifo: [UInt32] = []
    var hasFailed = false
    var isBlank = true
    /// The spare rows, 80 cells.
    var spare = [UInt32](repeating: 0, count: 160)
    var end: Tick?
  }

  /// The state of the controller.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  static let fifoDepth = 8
  /// Cycles of HCLK that reading a word takes.
  static let readCycles: UInt64 = 4

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  private let fabric: Fabric
  private let memory: Memory
  private var core = Core()
  private var step: Alarm!

  /// The controller after power-on, on the bus. `memory` is what it programs: 64 KiB, read-only on the bus.
  public init(_ fabric: Fabric, memory: Memory) {
    self.fabric = fabric
    self.memory = memory
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    step = fabric.emulation.alarm("OTPC.word") { [unowned self] _ in self.finishStep() }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in if self.core.task != .none { self.startStep() } }
  }

  /// Deep standby; what was programmed stays.
  public func reset() {
    bank.reset()
    abandon()
    core.hasFailed = false
  }

  private func abandon() {
    core.task = .none
    core.fifo = []
    core.left = 0
    core.end = nil
    step.cancel()
  }

  private var mode: UInt32 { bank[Self.otpcMode, Self.mode] }
  private var usesDMA: Bool { bank.isSet(Self.otpcMode, Self.useDMA) }

  // MARK: Words

  private func word(_ place: Int) -> UInt32 {
    bank.isSet(Self.otpcMode, Self.useSpareRows) ? core.spare[place % 160] : memory.word(at: place * 4)
  }

  /// Sets a word's bits.
  private func program(_ place: Int, _ value: UInt32) {
    let old = word(place)
    if old & ~value != 0 { core.hasFailed = true }
    guard old | value != old else { return }
    if bank.isSet(Self.otpcMode, Self.useSpareRows) {
      core.spare[place % 160] = old | value
    } else {
      memory.store((0..<4).map { UInt8(truncatingIfNeeded: (old | value) >> (8 * $0)) }, at: place * 4)
    }
  }

  private func programmingCycles(_ place: Int, _ value: UInt32) -> UInt64 {
    UInt64((value & ~word(place)).nonzeroBitCount + 1) * UInt64(bank[Self.otpcTim1, Self.pulseWidth] + 1)
  }

  private func throughBus(_ access: (Bus) -> UInt32) -> UInt32 {
    let faulted = fabric.bus.faulted
    defer { fabric.bus.faulted = faulted }
    return access(fabric.bus)
  }

  // MARK: Steps

  /// Begins with the next word, unless it waits for the FIFO or has no clock.
  private func startStep() {
    guard core.end == nil, let clock = fabric.clocks.hclk, let cycles = cyclesOfStep() else { return }
    core.end = fabric.now.adding(clock.time(ofEdge: cycles))
    step.set(at: core.end)
  }

  private func cyclesOfStep() -> UInt64? {
    switch core.task {
    case .none: nil
    case .read: !usesDMA && core.fifo.count >= Self.fifoDepth || core.left == 0 ? nil : Self.readCycles
    case .program: takeWord() ? programmingCycles(core.place, core.value) : nil
    case .programCell:
      programmingCycles(core.place, bank[Self.otpcPwordl])
        + programmingCycles(core.place + 1, bank[Self.otpcPwordh])
    case .test: Self.readCycles * UInt64(memory.size / 4)
    }
  }

  /// Takes the next word to program, where there is one.
  private func takeWord() -> Bool {
    if usesDMA {
      core.value = throughBus { $0.read(core.address, width: 4) }
      core.address &+= 4
    } else {
      guard !core.fifo.isEmpty else { return false }
      core.value = core.fifo.removeFirst()
    }
    return true
  }

  private func finishStep() {
    core.end = nil
    switch core.task {
    case .none: return
    case .read: readWord()
    case .program: programWord()
    case .programCell:
      program(core.place, bank[Self.otpcPwordl])
      program(core.place + 1, bank[Self.otpcPwordh])
      core.task = .none
    case .test:
      core.isBlank = mode != 5 || (0..<memory.size / 4).allSatisfy { memory.word(at: $0 * 4) == 0 }
      finish()
    }
    startStep()
  }

  private func readWord() {
    let value = word(core.place)
    if usesDMA {
      _ = throughBus {
        $0.write(core.address, width: 4, value: value)
        return 0
      }
      core.address &+= 4
    } else {
      core.fifo.append(value)
    }
    advance()
    if core.left == 0 && usesDMA { finish() }
  }

  private func programWord() {
    program(core.place, core.value)
    advance()
    if core.left == 0 { finish() }
  }

  private func advance() {
    core.place = (core.place + 1) & 0x3FFF
    core.left = max(core.left - 1, 0)
  }

  /// The mode returns to standby by itself.
  private func finish() {
    core.task = .none
    core.left = 0
    bank[Self.otpcMode, Self.mode] = 0
  }

  // MARK: Registers

  private var status: UInt32 {
    var value: UInt32 = UInt32(core.left) << 16 | UInt32(core.fifo.count) << 8
    if core.task != .read && core.task != .program { value |= 1 << 6 }
    if !core.isBlank { value |= 1 << 5 }
    if core.task != .test { value |= 1 << 4 }
    if core.hasFailed { value |= 1 << 1 }
    return core.task == .programCell ? value : value | 1
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.otpcStat: status
    case Self.otpcFfprt, Self.otpcFfrd: core.task == .read ? core.fifo.first ?? 0 : 0
    default: bank[offset]
    }
  }

  /// A word leaves the FIFO.
  public func registerRead(_ offset: UInt32, width: Int) {
    guard core.task == .read, !core.fifo.isEmpty else { return }
    core.fifo.removeFirst()
    if core.fifo.isEmpty && core.left == 0 { finish() }
    startStep()
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.otpcMode: modeWritten()
    case Self.otpcPctrl: if Self.start.get(value) != 0 { programCell(Int(Self.cell.get(value))) }
    case Self.otpcFfprt:
      if core.task == .program && !usesDMA && core.fifo.count < Self.fifoDepth { core.fifo.append(value) }
      startStep()
    default: break
    }
  }

  private func modeWritten() {
    abandon()
    switch mode {
    case 3, 4:
      core.task = mode == 3 ? .read : .program
      core.place = Int(bank[Self.otpcCeladr]) & 0x3FFF
      core.left = Int(bank[Self.otpcNwords]) & 0x3FFF + 1
      core.address = bank[Self.otpcAhbadr]
      core.hasFailed = false
    case 5, 6, 7: core.task = .test
    default: return
    }
    startStep()
  }

  private func programCell(_ cell: Int) {
    guard mode == 2, core.task == .none else { return }
    core.task = .programCell
    core.place = cell * 2
    core.hasFailed = false
    startStep()
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core) }

  /// Throws where the state is not that of this block.
  public func check(_ state: State) throws(SnapshotError) {
    try bank.check(state.registers)
    guard state.core.spare.count == 160 else {
      throw .wrongCount("spare rows of \(bank.name)")
    }
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    core.place &= 0x3FFF
    core.left = min(max(core.left, 0), 0x4000)
    step.set(at: core.end)
  }
}
