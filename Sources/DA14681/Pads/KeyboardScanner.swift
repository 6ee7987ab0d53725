import Machine

/// KBSCAN: drives the rows of a key matrix one after the other, debounces what the columns read, and queues messages.
///
/// Sources: the public register list and its descriptions (clock divided by 1, 4, 16, 64; row time in those cycles;
/// debounce and inactivity in full scans; a group of messages ends with one whose low ten bits are ones; KBSCN_EN clears
/// itself on inactivity); public driver code (rows have the pad function KB_ROW, columns are inputs with a pull-up;
/// reading the status clears inactivity; disabling clears over- and underflow). Chosen: an active row is low, the others
/// are high; columns are read at the end of the row's time, which is 16 cycles at least; 31 messages fit; the message
/// interrupt is pending while there are any; an empty queue reads 0; inactivity is scans without a pressed key.
public final class KeyboardScanner: SoCBlock {
  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var row = 0
    var rowEnd: Tick?
    /// For each key, by row and column: whether it counts as pressed, and scans that said otherwise.
    var pressed = KeySet()
    var doubts: [Int: Int] = [:]
    var isSeen = KeySet()
    var messages: [UInt16] = []
    var quietScans: UInt32 = 0
    var isInactive = false
    var hasOverflowed = false
    var hasUnderflowed = false
  }

  /// The state of the scanner.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  static let queueDepth = 31
  private static let lastEntry: UInt16 = 0x7FF

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.peripheral
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var core = Core()
  private var rowEnded: Alarm!
  /// What the mode registers say, by index.
  private var rowPins: [[Pin]] = Array(repeating: [], count: 32)
  private var columnPins: [(pin: Pin, index: Int)] = []

  /// The scanner after reset, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.keyboard).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    rowEnded = fabric.emulation.alarm("KBSCAN.row") { [unowned self] in self.endRow(at: $0) }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in self.clockChanged() }
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// Stopped, with an empty queue.
  public func reset() {
    bank.reset()
    readModes()
    stop()
    core = Core()
    update()
  }

  // MARK: Scanning

  private var rows: Int { Int(bank[Self.size, Self.rowsLessOne]) + 1 }
  private var columns: Int { Int(bank[Self.size, Self.columnsLessOne]) + 1 }
  private var isRunning: Bool { bank.isSet(Self.control, Self.isEnabled) }

  private var clock: ClockRate? {
    fabric.clocks.keyboard?.divided(by: 1 << (2 * UInt64(bank[Self.control, Self.clockDivider])))
  }

  private func readModes() {
    rowPins = Array(repeating: [], count: 32)
    columnPins = []
    for pin in Pin.all {
      let mode = bank[Self.mode.offset + UInt32(16 * pin.port + 2 * pin.bit)]
      guard Self.isUsed.isSet(in: mode) else { continue }
      let index = Int(Self.line.get(mode))
      if Self.isRow.isSet(in: mode) { rowPins[index].append(pin) } else { columnPins.append((pin, index)) }
    }
  }

  private func startRow(at time: Tick) {
    guard isRunning, let clock else { return }
    for pin in rowPins[core.row] { fabric.pads.setRow(pin, isActive: true) }
    let end = time.adding(clock.time(ofEdge: max(16, UInt64(bank[Self.rowTime]))))
    core.rowEnd = end
    rowEnded.set(at: end)
  }

  private func stop() {
    rowEnded.cancel()
    core.rowEnd = nil
    for pin in Pin.all { fabric.pads.setRow(pin, isActive: false) }
  }

  private func clockChanged() {
    guard isRunning else { return }
    if clock == nil {
      stop()
    } else if core.rowEnd == nil {
      startRow(at: fabric.now)
    }
  }

  private func endRow(at time: Tick) {
    core.rowEnd = nil
    for (pin, column) in columnPins where column < columns && !fabric.pads[pin].level {
      core.isSeen.insert(core.row << 5 | column)
    }
    for pin in rowPins[core.row] { fabric.pads.setRow(pin, isActive: false) }
    core.row += 1
    if core.row >= rows {
      core.row = 0
      endScan()
    }
    startRow(at: time)
  }

  private func endScan() {
    let (press, release) = (Int(bank[Self.debounce, Self.pressScans]), Int(bank[Self.debounce, Self.releaseScans]))
    var hasNews = false
    for key in core.isSeen.union(core.pressed).keys {
      let (isSeen, isPressed) = (core.isSeen.contains(key), core.pressed.contains(key))
      guard isSeen != isPressed else {
        core.doubts[key] = nil
        continue
      }
      let scans = core.doubts[key, default: 0] + 1
      core.doubts[key] = scans
      guard scans >= max(isSeen ? press : release, 1) else { continue }
      core.doubts[key] = nil
      if isSeen { core.pressed.insert(key) } else { core.pressed.remove(key) }
      queue(UInt16(isSeen ? 0x200 : 0) | UInt16(key & 0x1F) << 4 | UInt16(key >> 5))
      hasNews = true
    }
    core.doubts = core.doubts.filter { core.isSeen.contains($0.key) || core.pressed.contains($0.key) }
    if hasNews { queue(Self.lastEntry) }
    core.quietScans = core.isSeen.isEmpty && core.pressed.isEmpty ? core.quietScans + 1 : 0
    core.isSeen = KeySet()
    checkInactivity()
    update()
  }

  private func checkInactivity() {
    guard bank.isSet(Self.control, Self.stopsWhenInactive),
      core.quietScans >= max(bank[Self.control, Self.inactiveScans], 1)
    else { return }
    bank[Self.control, Self.isEnabled] = 0
    core.isInactive = true
    core.quietScans = 0
    stop()
  }

  private func queue(_ message: UInt16) {
    if core.messages.count < Self.queueDepth { core.messages.append(message) } else { core.hasOverflowed = true }
  }

  // MARK: Registers

  private func update() {
    let control = bank[Self.control]
    interrupt.value =
      Self.interruptsOnMessages.isSet(in: control) && !core.messages.isEmpty
      || Self.interruptsOnInactivity.isSet(in: control) && core.isInactive
      || Self.interruptsOnErrors.isSet(in: control) && (core.hasOverflowed || core.hasUnderflowed)
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.status:
      (core.hasUnderflowed ? Self.hasUnderflowed.mask : 0) | (core.hasOverflowed ? Self.hasOverflowed.mask : 0)
        | Self.messageCount.set(UInt32(core.messages.count), in: 0) | (core.isInactive ? Self.isInactive.mask : 0)
        | (core.messages.isEmpty ? 0 : Self.hasMessages.mask)
    case Self.message: UInt32(core.messages.first ?? 0)
    default: bank[offset]
    }
  }

  /// Reading the status takes back the inactivity, reading a message the message.
  public func registerRead(_ offset: UInt32, width: Int) {
    if Self.status ~= offset {
      core.isInactive = false
    } else if core.messages.isEmpty {
      core.hasUnderflowed = isRunning
    } else {
      core.messages.removeFirst()
    }
    update()
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    if Self.control ~= offset {
      if Self.emptiesQueue.isSet(in: value) { core.messages = [] }
      if !Self.isEnabled.isSet(in: value) {
        stop()
        let (messages, isInactive) = (core.messages, core.isInactive)
        core = Core()
        (core.messages, core.isInactive) = (messages, isInactive)
      } else if core.rowEnd == nil {
        startRow(at: fabric.now)
      }
    } else if offset >= Self.mode.offset {
      // A row that changes its pad goes on where it is now.
      for pin in rowPins[core.row] { fabric.pads.setRow(pin, isActive: false) }
      readModes()
      if core.rowEnd != nil { for pin in rowPins[core.row] { fabric.pads.setRow(pin, isActive: true) } }
    }
    update()
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    core.row = min(max(core.row, 0), 15)
    readModes()
    rowEnded.set(at: core.rowEnd)
  }
}
