import Machine

/// OTPC, the controller of the one-time-programmable memory: manual and automatic programming, automatic reading, by DMA or
/// through a FIFO of eight words. The memory itself is on the bus at 0x00040000.
///
/// Sources: the public register list; what the public driver of the family's next chip says of modes (0 standby, 1 read, 2
/// program, 3 and 4 the same automatically, 5 to 7 tests) and counts (CELADR counts words, NWORDS is one less than the count).
/// Chosen: an erased bit is 0 and programming sets bits; manual programming sets the bit that PCTRL names, of the lower or upper
/// half of a word by two bytes each; no errors; a word takes 4 cycles of HCLK to read and 800 to program (50 us at 16 MHz); tests
/// pass at once; the memory is readable in every mode.
final class OTPC: SoCBlock {
  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    /// The mode that runs, 3 or 4; 0 for none.
    var task = 0
    /// The next word, and how many are left.
    var place = 0
    var left = 0
    var address: UInt32 = 0
    var fifo: [UInt32] = []
    var end: Tick?
  }

  /// The state of the controller.
  struct State: RegisterState {
    var registers: NamedValues<UInt32>
    var core: Core
  }

  static let fifoDepth = 8
  static let readCycles: UInt64 = 4
  static let programCycles: UInt64 = 800

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.system
  private let fabric: Fabric
  private let memory: Memory
  private var core = Core()
  private var step: Alarm!

  /// The controller after power-on, on the bus. `memory` is what it programs: 32 KiB, read-only on the bus.
  init(_ fabric: Fabric, memory: Memory) {
    self.fabric = fabric
    self.memory = memory
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    step = fabric.emulation.alarm("OTPC.word") { [unowned self] _ in self.finishWord() }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in self.startWord() }
  }

  /// Standby; what was programmed stays.
  func reset() {
    bank.reset()
    abandon()
  }

  private func abandon() {
    core = Core()
    step.cancel()
  }

  private var usesDMA: Bool { bank.isSet(Self.modeRegister, Self.useDMA) }

  /// Begins with the next word, unless it waits for the FIFO or has no clock.
  private func startWord() {
    guard core.task != 0, core.left > 0, core.end == nil, let clock = fabric.clocks.hclk else { return }
    let isReading = core.task == 3
    guard usesDMA || (isReading ? core.fifo.count < Self.fifoDepth : !core.fifo.isEmpty) else { return }
    core.end = fabric.now.adding(clock.time(ofEdge: isReading ? Self.readCycles : Self.programCycles))
    step.set(at: core.end)
  }

  private func finishWord() {
    core.end = nil
    guard core.task != 0, core.left > 0 else { return }
    if core.task == 3 {
      let value = memory.word(at: core.place * 4)
      if usesDMA { throughBus { $0.write(core.address, width: 4, value: value) } } else { core.fifo.append(value) }
    } else {
      var value: UInt32 = 0
      if usesDMA {
        throughBus { value = $0.read(core.address, width: 4) }
      } else if !core.fifo.isEmpty {
        value = core.fifo.removeFirst()
      }
      program(core.place, setting: value)
    }
    core.address &+= 4
    core.place = (core.place + 1) & 0x1FFF
    core.left -= 1
    if core.left == 0 && (core.task == 4 || usesDMA) { finish() }
    startWord()
  }

  private func throughBus(_ access: (Bus) -> Void) {
    let faulted = fabric.bus.faulted
    access(fabric.bus)
    fabric.bus.faulted = faulted
  }

  private func program(_ place: Int, setting bits: UInt32) {
    let value = memory.word(at: place * 4) | bits
    memory.store((0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }, at: place * 4)
  }

  /// The mode returns to standby by itself.
  private func finish() {
    abandon()
    bank[Self.modeRegister, Self.mode] = 0
  }

  /// Bit 0 of 8, of one of the two bytes of each half, is the lowest of a word.
  private func programBit(_ control: UInt32) {
    guard bank[Self.modeRegister, Self.mode] == 2 else { return }
    let place = Int(Self.wordAddress.get(control))
    if Self.lowerEnable.isSet(in: control), Self.lowerBit.isSet(in: control) {
      program(place, setting: 1 << (8 * Self.lowerSelect.get(control) + Self.lowerAddress.get(control)))
    }
    if Self.upperEnable.isSet(in: control), Self.upperBit.isSet(in: control) {
      program(place, setting: 1 << (16 + 8 * Self.upperSelect.get(control) + Self.upperAddress.get(control)))
    }
  }

  // MARK: Registers

  /// What software reads.
  func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.status:
      UInt32(core.left & 0x1FFF) << 16 | UInt32(core.fifo.count) << 8 | (core.task == 0 ? 1 << 4 : 0) | 1 << 2 | 1
    case Self.fifoPort, Self.fifoRead: core.task == 3 ? core.fifo.first ?? 0 : 0
    default: bank[offset]
    }
  }

  /// A word leaves the FIFO.
  func registerRead(_ offset: UInt32, width: Int) {
    guard core.task == 3, !core.fifo.isEmpty else { return }
    core.fifo.removeFirst()
    if core.fifo.isEmpty && core.left == 0 { finish() }
    startWord()
  }

  /// What a write by software does.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.modeRegister: modeWritten()
    case Self.programControl: programBit(value)
    case Self.fifoPort:
      if core.task == 4 && !usesDMA && core.fifo.count < Self.fifoDepth { core.fifo.append(value) }
      startWord()
    default: break
    }
  }

  private func modeWritten() {
    abandon()
    let mode = Int(bank[Self.modeRegister, Self.mode])
    switch mode {
    case 3, 4:
      core.task = mode
      core.place = Int(bank[Self.cellAddress]) & 0x1FFF
      core.left = Int(bank[Self.wordCount]) & 0x1FFF + 1
      core.address = bank[Self.busAddress]
      startWord()
    case 5, 6, 7: finish()
    default: break
    }
  }

  /// NWORDS as a count: what a wake-up copies too.
  var words: Int { Int(bank[Self.wordCount]) & 0x1FFF + 1 }

  // MARK: Snapshot

  /// Everything that decides its future.
  func saveState() -> State { State(registers: bank.named, core: core) }

  /// Takes over a saved state.
  func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    core.task = core.task == 3 || core.task == 4 ? core.task : 0
    core.place &= 0x1FFF
    core.left = min(max(core.left, 0), 0x2000)
    step.set(at: core.end)
  }
}
