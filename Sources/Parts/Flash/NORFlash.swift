import Machine

/// A serial NOR flash of the W25Q80EW class: 1 MiB in 256 pages of 4 KiB sectors, standing behind the SoC's flash
/// controller. Its contents are the `Memory` that the SoC maps.
///
/// Facts: JEDEC ID EF 60 14 and commands of the W25Q80EW data sheet, revision K. Busy times are that data sheet's typical
/// ones from memory. A program only clears bits and wraps in its page; an erase or program takes effect when its busy time
/// ends; what the supply's failure or a reset leaves of it is in `NORFlash+interrupted`. Suspend and resume as the data sheets of the
/// family describe them (75 and 7A; not of a chip erase or status write; 20 us until the array answers; what a suspended
/// erase covers reads as before). Bytes are bytes in single, dual and quad mode. Not modelled: block protection bits
/// (stored only), SFDP, QPI.
public final class NORFlash: SPITarget, Snapshotting {
  /// Bytes in the smallest piece that can be erased.
  public static let sectorSize = 4_096
  static let pageSize = 256
  static let programTime: Tick = .microseconds(800)
  static let statusWriteTime: Tick = .milliseconds(10)
  static let releaseTime: Tick = .microseconds(3)
  static let suspendTime: Tick = .microseconds(20)
  static let resetTime: Tick = .microseconds(30)

  /// A program or erase under way.
  struct Operation: Codable, Equatable {
    /// The first byte that changes.
    var address: Int
    /// How many bytes an erase clears; 0 for a program.
    var eraseLength = 0
    /// The bytes of a program, in place from `address` on.
    var bytes: [UInt8] = []
    /// The status registers that a status write sets.
    var status: [UInt8] = []
    /// How long it takes.
    var time: Tick = 0

    /// Bytes of the array that it changes.
    var count: Int { max(bytes.count, eraseLength) }
  }

  /// An operation that was interrupted, and the time it still needs.
  struct Suspended: Codable, Equatable {
    var operation: Operation
    var rest: Tick
  }

  /// A sector's contents.
  struct Sector: Codable {
    var number: Int
    var contents: MemoryPage
  }

  /// What decides the future.
  public struct State: Codable {
    /// Bytes since chip select, at most as many as are needed.
    var input: [UInt8] = []
    /// Bytes that a read has shifted out.
    var position = 0
    var isWriteEnabled = false
    var isPoweredDown = false
    var isReleasing = false
    var status: [UInt8] = [0, 0, 0]
    var operation: Operation?
    var suspended: Suspended?
    /// A suspend command was heard; `suspended` is set and `operation` not yet gone.
    var isSuspending = false
    /// The last command was 66: a 99 now resets.
    var isResetEnabled = false
    var isFetching = false
    /// Programs and erases begun so far.
    var operations: UInt64 = 0
    /// Sectors that may differ from what the machine was built with, by address.
    var changedSectors: [Sector] = []
    var alarm: Tick?
  }

  /// The SoC fetches instructions or data from it: the board says so, because it knows whether the CPU runs.
  public var isFetching: Bool {
    get { state.isFetching }
    set {
      guard newValue != state.isFetching else { return }
      state.isFetching = newValue
      updateLoad()
    }
  }
  /// Whether an erase that is over has failed, asked with its address: then only half of it has happened. Not part of the
  /// state.
  public var eraseFails: ((Int) -> Bool)?
  private let changes = Watchers<Range<Int>>()
  private let operations = Watchers<UInt64>()
  var state = State()
  let noise: SeededNoise
  let memory: Memory
  let sectors: FlashSectors
  let scheduler: Scheduler
  private let net: PowerNet
  private let load: Load<Mode>
  private let chipSelect: Line
  var done: Alarm!

  /// Puts the chip on its chip select (active low). `memory` is a power of two in size, at least a sector. `seed` decides what interrupted programs
  /// and erases leave behind.
  public init(
    _ name: String = "NOR flash", on emulation: Emulation, net: PowerNet, chipSelect: Line, memory: Memory,
    coefficients: Coefficients, seed: UInt64 = 0
  ) {
    noise = SeededNoise(seed: seed, stream: 0x4E4F_52)
    precondition(memory.size >= NORFlash.sectorSize && memory.size & (memory.size - 1) == 0, "\(name): size")
    self.net = net
    self.memory = memory
    sectors = FlashSectors(memory)
    self.chipSelect = chipSelect
    scheduler = emulation.scheduler
    load = Load(
      name, on: net, initial: .standby, currents: coefficients.currents, bypassing: [.standby, .powerDown],
      leaking: [.standby, .powerDown])
    done = emulation.alarm("\(name).busy") { [unowned self] _ in self.finish() }
    chipSelect.observe { [unowned self] level in if level { self.deselected() } else { self.selected() } }
    net.observePower { [unowned self] isOn in if !isOn { self.powerLost() } }
    emulation.register(name, self)
  }

  /// Tells `action` of every range of bytes, by offset, that a program or erase, or age, has just changed.
  public func watchChanges(_ action: @escaping (Range<Int>) -> Void) -> Subscription { changes.add(action) }

  /// Tells `action` of every program and erase that begins, with its number: 1 for the first since power-on of the machine.
  /// Whoever cuts the supply in the middle of one finds its end in `busyUntil`.
  public func watchOperations(_ action: @escaping (UInt64) -> Void) -> Subscription { operations.add(action) }

  /// An operation has begun.
  func tellOperation() { if !operations.isEmpty { operations.tell(state.operations) } }

  /// Selected and powered.
  public var isSelected: Bool { !chipSelect.level && net.isPowered }

  /// A word on the bus, byte by byte; what is shifted out depends on the bytes before it only.
  public func exchange(_ word: UInt32, bits: Int) -> UInt32 {
    exchangeBytes(word, bits: bits) { byte in
      let answer = output
      take(byte)
      return answer
    }
  }

  /// Whether a program, erase or status write is under way.
  public var isBusy: Bool { state.operation != nil }

  /// When what is under way will have ended.
  public var busyUntil: Tick? { isBusy ? done.deadline : nil }

  /// What a range of bytes, by offset, will hold when what is under way has ended whole.
  public func contentsWhenDone(_ range: Range<Int>) -> [UInt8] {
    range.map { offset in
      let place = offset & (memory.size - 1)
      guard let operation = state.operation, place >= operation.address, place - operation.address < operation.count
      else { return memory[place] }
      return operation.eraseLength > 0 ? 0xFF : memory[place] & operation.bytes[place - operation.address]
    }
  }

  private func selected() {
    state.input.removeAll(keepingCapacity: true)
    state.position = 0
    updateLoad()
  }

  private func deselected() {
    execute()
    state.input.removeAll(keepingCapacity: true)
    updateLoad()
  }

  private func take(_ byte: UInt8) {
    if state.input.count < 4 || state.input[0] == 0x02 || state.input[0] == 0x32 {
      if state.input.count < 4 + NORFlash.pageSize {
        state.input.append(byte)
      } else {
        // More than a page: the newest 256 bytes count.
        state.input.remove(at: 4)
        state.input.append(byte)
      }
      state.position += 1
    } else {
      state.position += 1
    }
  }

  func updateLoad() {
    let mode: Mode
    if let operation = state.operation {
      mode = operation.eraseLength > 0 ? .erase : .program
    } else if state.isPoweredDown {
      mode = .powerDown
    } else {
      mode = isSelected || state.isFetching ? .read : .standby
    }
    load.enter(mode)
  }

  // MARK: Busy-waits

  /// While selecting it does not change what it draws. How many bytes of a status have been read does not matter.
  public func hashSteadyState(into hasher: inout Hasher) -> Bool {
    guard net.isPowered, state.operation != nil || state.isPoweredDown || state.isFetching else { return false }
    hasher.combine(state.input)
    hasher.combine(state.status)
    hasher.combine(state.operations)
    hasher.combine(
      [
        state.isWriteEnabled, state.isPoweredDown, state.isReleasing, state.isFetching, state.isSuspending,
        state.isResetEnabled, state.operation != nil, state.suspended != nil,
      ])
    if !tellsStatus { hasher.combine(state.position) }
    return true
  }

  private var tellsStatus: Bool { [0x05, 0x35, 0x15].contains(state.input.first) }

  /// Bytes of a status that were read.
  public var roundCount: Int {
    get { tellsStatus ? state.position : 0 }
    set { if tellsStatus { state.position = newValue } }
  }

  // MARK: Contents

  /// What a chip holds that was used before, instead of what the machine was built with. Bytes past the end are left
  /// out. Only before the machine runs.
  public func takeContents(_ bytes: [UInt8]) {
    for sector in 0..<min(bytes.count, memory.size) / NORFlash.sectorSize {
      let range = sector * NORFlash.sectorSize..<(sector + 1) * NORFlash.sectorSize
      guard !range.allSatisfy({ bytes[$0] == memory[$0] }) else { continue }
      sectors.change(range) { memory.store(bytes[range], at: range.lowerBound) }
    }
  }

  /// Replaces some bytes, as a programmer in the circuit does: at once, and whatever was there. Those past the end are left
  /// out.
  public func program(_ bytes: [UInt8], at offset: Int) {
    let range = (offset..<offset + bytes.count).clamped(to: 0..<memory.size)
    guard !range.isEmpty else { return }
    sectors.change(range) { memory.store(bytes, at: offset) }
    changes.tell(range)
  }

  private func finish() {
    if state.isReleasing {
      state.isReleasing = false
      state.isPoweredDown = false
    }
    if state.isSuspending {
      state.isSuspending = false
      state.operation = nil
      state.isWriteEnabled = false
    } else if let operation = state.operation {
      let isHalf = operation.eraseLength > 0 && eraseFails?(operation.address) == true
      apply(operation, count: isHalf ? operation.count / 2 : operation.count)
      if !operation.status.isEmpty { state.status = operation.status }
      state.operation = nil
      state.isWriteEnabled = false
    }
    updateLoad()
  }

  private func powerLost() {
    abandon()
    updateLoad()
  }

  /// The state after power-on; a part of what was under way has happened.
  func abandon() {
    if let operation = state.operation, !state.isSuspending {
      let end = done.deadline ?? scheduler.now
      interrupt(operation, rest: end > scheduler.now ? end - scheduler.now : 0)
    }
    if let suspended = state.suspended { interrupt(suspended.operation, rest: suspended.rest) }
    var fresh = State()
    fresh.status = state.status
    fresh.isFetching = state.isFetching
    fresh.operations = state.operations
    state = fresh
    done.cancel()
  }

  /// A bit turns over by itself, as cells do that lose their charge. `offset` and `bit` are clamped to the chip.
  public func rot(offset: Int, bit: Int) {
    let offset = offset & (memory.size - 1)
    change(offset..<offset + 1) { memory.store([memory[offset] ^ 1 << UInt8(bit & 7)], at: offset) }
  }

  private func apply(_ operation: Operation, count: Int) {
    guard count > 0 else { return }
    let range = operation.address..<(operation.address + count)
    change(range) {
      if operation.eraseLength > 0 {
        memory.fill(range, with: 0xFF)
      } else {
        var bytes = operation.bytes
        for place in 0..<count { bytes[place] &= memory[operation.address + place] }
        memory.store(bytes.prefix(count), at: operation.address)
      }
    }
  }

  func change(_ range: Range<Int>, _ body: () -> Void) {
    sectors.change(range, body)
    if !changes.isEmpty { changes.tell(range) }
  }

  // MARK: Snapshot

  /// The state, and every sector that was ever programmed or erased.
  public func saveState() -> State {
    var saved = state
    saved.alarm = done.deadline
    saved.changedSectors = sectors.save()
    return saved
  }

  /// Throws where a sector is saved that the flash has not.
  public func check(_ saved: State) throws(SnapshotError) {
    for sector in saved.changedSectors {
      guard sector.number >= 0, sector.number < memory.size / NORFlash.sectorSize else {
        throw .unknown("sector \(sector.number) of \(memory.name)")
      }
      guard sector.contents.count == NORFlash.sectorSize else {
        throw SnapshotError("sector \(sector.number) of \(memory.name) has \(sector.contents.count) bytes")
      }
    }
    guard saved.status.count == 3 else { throw .wrongCount("status registers of \(memory.name)") }
    guard (0...Int(Int32.max)).contains(saved.position) else {
      throw SnapshotError("\(memory.name) has sent \(saved.position) bytes of an answer")
    }
    for operation in [saved.operation, saved.suspended?.operation].compactMap(\.self) { try check(operation) }
  }

  /// Throws where an operation reaches out of the chip.
  private func check(_ operation: Operation) throws(SnapshotError) {
    guard (0...memory.size).contains(operation.eraseLength), operation.bytes.count <= NORFlash.pageSize,
      (0...memory.size - operation.count).contains(operation.address), [0, 3].contains(operation.status.count)
    else { throw SnapshotError("\(memory.name) is changing bytes at \(operation.address) that it has not") }
  }

  /// Takes over a saved state; sectors that it has not hold again what the machine was built with.
  public func restoreState(_ saved: State) {
    state = saved
    state.changedSectors = []
    sectors.restore(saved.changedSectors)
    done.set(at: saved.alarm)
  }
}
