import Machine

/// The flash controller: writes words of flash and UICR, erases pages, and lets the CPU stand still meanwhile.
///
/// Sources: the vendor's public register list; a page takes 22 ms to erase, a word 48 us to write (infocenter.nordicsemi.com, S130
/// `flash_mem_api`). A write clears bits and never sets one. The CPU stands still where it runs from flash; running from RAM
/// it goes on, and READY is 0. What is written is there at the end. Chosen: a second operation waits for the first, and the CPU with it;
/// erasing everything takes as long as a page; a write of less than a word, with WEN other than 1 or to a protected block
/// faults, as does the erase of a protected page; other erases without WEN = 2, and all while the power-failure comparator sees a low
/// supply, are ignored and noted. Code in flash is not held up while code in RAM waits for an erase.
public final class NVMC: NRF51Block {
  /// The state of the controller.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var operations: [FlashOperation]
    var begun: UInt64
    var deadline: Tick?
  }

  /// Bytes in a page.
  public static let pageSize = 1_024
  /// How long a word takes to write.
  public static let wordTime: Tick = .microseconds(48)
  /// How long a page takes to erase.
  public static let eraseTime: Tick = .milliseconds(22)

  /// The page.
  public let page: PeripheralPage
  /// Whether the erase of the page at an offset fails: then only half of it happens. Not part of the state.
  public var eraseFails: ((Int) -> Bool)?
  /// The CPU has to stand still.
  var onHalt: (() -> Void)?
  /// Where the CPU is.
  var programCounter: () -> UInt32 = { 0 }
  private unowned let fabric: NRF51Fabric
  let memory: Memory
  let user: UICR
  private unowned let protection: MPU
  private unowned let power: PowerControl
  private var alarm: Alarm!
  private(set) var operations: [FlashOperation] = []
  private var begun: UInt64 = 0
  private let changes = Watchers<Range<Int>>()
  private let starts = Watchers<UInt64>()

  /// The controller of a flash, which no bus master can write.
  init(_ fabric: NRF51Fabric, memory: Memory, user: UICR, protection: MPU, power: PowerControl) {
    self.fabric = fabric
    self.memory = memory
    self.user = user
    self.protection = protection
    self.power = power
    page = PeripheralPage(Self.layout, "NVMC", at: 0x4001_E000, "flash controller", fabric)
    alarm = fabric.emulation.alarm("NVMC.done") { [unowned self] _ in self.finish() }
    memory.takesWrite = { [unowned self] offset, width, value in
      self.write(.writeFlash, offset, width, value)
    }
    user.onWrite = { [unowned self] offset, width, value in self.write(.writeUser, offset, width, value) }
    fabric.install(self)
  }

  /// Read-only again; of what was under way a part has happened.
  public func reset() {
    page.reset()
    interrupt()
  }

  /// Whether the CPU stands still.
  var haltsCPU: Bool { !operations.isEmpty && (operations.count > 1 || operations[0].halts) }

  // MARK: Operations

  private var mode: UInt32 { bank[Self.configuration, Self.enable] }

  private func write(_ kind: FlashOperation.Kind, _ offset: Int, _ width: Int, _ value: UInt32) -> Bool {
    let isFlash = kind == .writeFlash
    guard width == 4, mode == 1, !isFlash || !isGuarded(offset) else {
      note("write refused", isFlash ? UInt32(truncatingIfNeeded: offset) : UICR.block.base &+ UInt32(offset))
      return false
    }
    begin(FlashOperation(kind: kind, offset: offset & ~3, value: value, start: 0, end: 0, halts: false))
    return true
  }

  /// Whether a block is protected, or region 0 is written from outside.
  private func isGuarded(_ offset: Int) -> Bool {
    let end = user.regionEnd
    return protection.isProtected(offset) || offset < end && Int(programCounter()) >= end
  }

  private func erase(_ kind: FlashOperation.Kind, _ address: UInt32 = 0) {
    let offset = Int(address) & ~(Self.pageSize - 1)
    guard mode == 2, offset < memory.size else { return note("erase ignored", address) }
    if kind == .erasePage, isGuarded(offset) {
      note("erase refused", address)
      fabric.bus.faulted = true
      return
    }
    begin(FlashOperation(kind: kind, offset: offset, start: 0, end: 0, halts: false))
  }

  private func note(_ what: String, _ address: UInt32) {
    fabric.emulation.journal.note(address & ~3, "NVMC: \(what)", isWrite: true)
  }

  private func begin(_ operation: FlashOperation) {
    guard !power.isFailing else { return note("supply too low", UInt32(truncatingIfNeeded: operation.offset)) }
    // Only what the CPU does while it stands still could fill the queue.
    guard operations.count < 16 else { return note("write lost", UInt32(truncatingIfNeeded: operation.offset)) }
    var next = operation
    next.start = max(fabric.now, operations.last?.end ?? 0)
    next.end = next.start &+ (operation.isErase ? Self.eraseTime : Self.wordTime)
    next.halts = programCounter() < FICR.block.base
    operations.append(next)
    begun &+= 1
    if operations.count == 1 { alarm.set(at: next.end) }
    if haltsCPU { onHalt?() }
    if !starts.isEmpty { starts.tell(begun) }
  }

  private func finish() {
    guard let operation = operations.first else { return }
    operations.removeFirst()
    if let next = operations.first { alarm.set(at: next.end) }
    let isHalf = operation.isErase && eraseFails?(operation.offset) == true
    apply(operation, part: isHalf ? (1, 2) : (1, 1))
  }

  /// Does `part` of an operation, as a fraction.
  private func apply(_ operation: FlashOperation, part: (UInt64, UInt64)) {
    func share(_ whole: Int) -> Int { Int(UInt64(whole) * part.0 / max(part.1, 1)) }
    let range = operation.range(of: memory.size)
    switch operation.kind {
    case .writeFlash, .writeUser:
      // Of an interrupted write the lower bits have happened.
      let kept = UInt32.max &>> UInt32(32 - min(share(32), 32))
      let value = operation.value | ~(share(32) == 0 ? 0 : kept)
      if operation.kind == .writeUser { return user.clear(operation.offset, value) }
      change(range) {
        let result = memory.word(at: operation.offset) & value
        memory.store((0..<4).map { UInt8(truncatingIfNeeded: result >> (8 * $0)) }, at: operation.offset)
      }
    case .erasePage, .eraseAll:
      let erased = range.lowerBound..<range.lowerBound + share(range.count)
      change(erased) { memory.fill(erased, with: 0xFF) }
      if operation.kind == .eraseAll, part.0 == part.1 { user.erase() }
    case .eraseUser: if part.0 == part.1 { user.erase() }
    }
  }

  private func change(_ range: Range<Int>, _ body: () -> Void) {
    body()
    if !changes.isEmpty, !range.isEmpty { changes.tell(range) }
  }

  /// The reset or the end of the supply comes in the middle: as much has happened as there was time for.
  private func interrupt() {
    guard let operation = operations.first else { return }
    operations = []
    alarm.cancel()
    let time = operation.end - min(operation.start, operation.end)
    apply(operation, part: (min(fabric.now - min(operation.start, fabric.now), time), max(time, 1)))
  }

  // MARK: Registers

  /// It has no tasks.
  public func task(_ offset: UInt32) {}

  /// READY is 1 while nothing is under way.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    Self.ready ~= offset ? (operations.isEmpty ? 1 : 0) : bank[offset]
  }

  /// The erase commands.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case Self.erasePage, Self.eraseRegionPage: erase(.erasePage, value)
    case Self.eraseAll: if value & 1 != 0 { erase(.eraseAll) }
    case Self.eraseUser: if value & 1 != 0 { erase(.eraseUser) }
    default: break
    }
  }

  /// READY changes by an alarm.
  public func hashSteadyState(_ offset: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    hasher.combine(registerValue(offset))
    return !isWrite
  }

  // MARK: From outside

  /// When what is under way will have ended; `nil` while nothing is.
  public var busyUntil: Tick? { operations.last?.end }

  /// What a range of bytes, by offset, will hold when what is under way has ended whole.
  public func contentsWhenDone(_ range: Range<Int>) -> [UInt8] {
    range.map { place in
      operations.reduce(memory[place]) { byte, operation in
        guard operation.range(of: memory.size).contains(place) else { return byte }
        return operation.isErase ? 0xFF : byte & UInt8(truncatingIfNeeded: operation.value >> (8 * UInt32(place & 3)))
      }
    }
  }

  /// Tells `action` of every range of bytes, by offset, that a write or erase, or age, has just changed.
  public func watchChanges(_ action: @escaping (Range<Int>) -> Void) -> Subscription { changes.add(action) }

  /// Tells `action` of every write and erase that begins, with its number: 1 for the first since power-on of the machine.
  public func watchOperations(_ action: @escaping (UInt64) -> Void) -> Subscription { starts.add(action) }

  /// What a chip holds that was used before. Bytes past the end are left out. Only before the machine runs.
  public func takeContents(_ bytes: [UInt8]) { memory.store(bytes, at: 0) }

  /// Replaces some bytes, as a programmer in the circuit does: at once, and whatever was there. Those past the end are left
  /// out.
  public func program(_ bytes: [UInt8], at offset: Int) {
    let range = (offset..<offset + bytes.count).clamped(to: 0..<memory.size)
    guard !range.isEmpty else { return }
    change(range) { memory.store(bytes, at: offset) }
  }

  /// A bit turns over by itself, as cells do that lose their charge. `offset` and `bit` are clamped to the flash.
  public func rot(offset: Int, bit: Int) {
    let place = min(max(offset, 0), memory.size - 1)
    change(place..<place + 1) { memory.store([memory[place] ^ 1 << UInt8(bit & 7)], at: place) }
  }

  // MARK: Snapshots

  /// Everything that decides its future; the flash is a block of its own.
  public func saveState() -> State {
    State(registers: bank.named, operations: operations, begun: begun, deadline: alarm.deadline)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    operations = state.operations.prefix(16).map { saved in
      var operation = saved
      operation.offset = min(max(saved.offset, 0), memory.size - 4) & ~3
      return operation
    }
    begun = state.begun
    alarm.set(at: operations.isEmpty ? nil : state.deadline ?? fabric.now)
  }
}
