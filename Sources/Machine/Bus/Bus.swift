/// The system bus: memories on a fast path of pages, everything else by lookup.
///
/// An access outside every region sets `faulted`, which the master reads and clears.
public final class Bus {
  /// Bytes in a page of the fast path.
  public static let pageSize = PageKind.pageSize

  /// For each page, the bytes to read from, or `nil` for the slow path.
  public let readPages: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// For each page, the bytes to write to, or `nil` for the slow path.
  public let writePages: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// For each page, the extra cycles of a data access.
  public let waitStates: UnsafeMutablePointer<UInt8>
  /// For each page, what of it is memory: a `PageKind`.
  public let kinds: UnsafeMutablePointer<UInt8>
  /// For each page of a memory with a timing, what loads look at. Such a page is not in `readPages`, and where somebody watches it, it
  /// is in neither.
  public let timedPages: UnsafeMutablePointer<TimedPage>
  /// For each page that can be written without wait states and from which instructions were decoded, what stores look at. Such
  /// a page is not in `writePages`.
  public let codePages: UnsafeMutablePointer<CodePage>
  /// The timings of the memories that have one, in the order in which they were mapped first.
  public private(set) var timings: [AccessTiming] = []
  /// Set by an access that nothing answered.
  public var faulted = false
  /// Changes with every change of the map, so that the CPU looks up its code region again.
  public private(set) var generation = 0

  // Who watches accesses; see `Bus+Watching`.
  let accessWatchers = Watchers<MemoryAccess>()
  let watchedRanges = Interests<WatchedRange>()
  /// Accesses that were told so far.
  public internal(set) var toldAccesses: UInt64 = 0
  /// Where the processor is; set by it.
  public var programCounter: (() -> UInt32)?
  /// Has the processor look at `fetchRanges`; set by it.
  public var onFetchRanges: (() -> Void)?

  /// Told of pages whose entries in the tables may have changed; set by the processor.
  public var onPagesChanged: ((ClosedRange<Int>) -> Void)?

  private var mappings: [Mapping] = []
  private var overlays: [Mapping] = []
  private var targets: [(range: ClosedRange<UInt32>, target: BusTarget)] = []
  /// `targets` as accesses look them up, and their number.
  private var ranges: UnsafeMutablePointer<TargetRange> = .allocate(capacity: 1)
  private var rangeCount = 0
  private let recent: UnsafeMutablePointer<UInt16>
  private let readTable = PageTable<UnsafeMutableRawPointer?>()
  private let writeTable = PageTable<UnsafeMutableRawPointer?>()
  private let waitTable = PageTable<UInt8>()
  private let kindTable = PageTable<UInt8>()
  private let timedTable = PageTable<TimedPage>()
  private let codeTable = PageTable<CodePage>()

  /// A bus on which nothing answers.
  public init() {
    readPages = readTable.entries
    writePages = writeTable.entries
    waitStates = waitTable.entries
    kinds = kindTable.entries
    timedPages = timedTable.entries
    codePages = codeTable.entries
    recent = .allocate(capacity: 64)
    recent.initialize(repeating: 0, count: 64)
  }

  deinit {
    ranges.deallocate()
    recent.deallocate()
  }

  // MARK: The map

  /// Puts a memory at fixed addresses, for the machine's life. It answers before peripherals at the same addresses.
  public func map(_ mapping: Mapping) {
    mappings.append(mapping)
    watchTiming(of: mapping.memory)
    watchCode(of: mapping.memory)
    rebuildPages(of: mapping)
    generation &+= 1
  }

  /// Puts a peripheral at fixed addresses, for the machine's life. Ranges must not overlap.
  public func map(_ target: BusTarget, at range: ClosedRange<UInt32>) {
    require(!targets.contains { $0.range.overlaps(range) }, "two peripherals at one address")
    targets.append((range, target))
    targets.sort { $0.range.lowerBound < $1.range.lowerBound }
    ranges.deallocate()
    ranges = .allocate(capacity: targets.count)
    rangeCount = targets.count
    for (index, entry) in targets.enumerated() {
      (ranges + index).initialize(to: TargetRange(entry.range, entry.target))
    }
  }

  /// Replaces the movable mappings (the remapped window at address 0 and what lies over it); the first that contains
  /// an address answers, before the fixed ones.
  public func setOverlays(_ next: [Mapping]) {
    let old = overlays
    overlays = next
    for mapping in old + overlays {
      watchTiming(of: mapping.memory)
      watchCode(of: mapping.memory)
      rebuildPages(of: mapping)
    }
    generation &+= 1
  }

  /// Where a memory is mapped for the machine's life, first; `nil` where it is not.
  public func range(of memory: Memory) -> ClosedRange<UInt32>? {
    mappings.first { $0.memory === memory && $0.length > 0 }.map { $0.base...$0.base + UInt32($0.length - 1) }
  }

  /// The mapping that answers instruction fetches at `address`.
  public func mapping(at address: UInt32) -> Mapping? {
    overlays.first { $0.contains(address) } ?? mappings.first { $0.contains(address) }
  }

  /// The part of `mapping(at:)` around `address` that no mapping before it covers: within it every fetch goes to
  /// consecutive bytes of one memory.
  public func visibleMapping(at address: UInt32) -> Mapping? {
    let candidates = overlays + mappings
    guard let place = candidates.firstIndex(where: { $0.contains(address) }) else { return nil }
    let mapping = candidates[place]
    var first = UInt64(mapping.base)
    var end = first + UInt64(mapping.length)
    for cover in candidates[..<place] where cover.length > 0 {
      let coverEnd = UInt64(cover.base) + UInt64(cover.length)
      if coverEnd <= UInt64(address) { first = max(first, coverEnd) }
      if cover.base > address { end = min(end, UInt64(cover.base)) }
    }
    let skipped = Int(first - UInt64(mapping.base))
    return Mapping(
      mapping.memory, at: UInt32(first), offset: mapping.offset + skipped, length: Int(end - first))
  }

  /// The timing of the memory that answers at `address`, and the byte there, where its page does not tell.
  public func timedPlace(_ address: UInt32) -> (memory: Memory, timing: AccessTiming, offset: Int)? {
    let kind = kinds[Int(address >> 12)]
    guard kind == PageKind.timed || (kind == PageKind.partly || kind == PageKind.watched) && !timings.isEmpty,
      let mapping = mapping(at: address),
      let timing = mapping.memory.timing
    else { return nil }
    return (mapping.memory, timing, Int(address &- mapping.base) + mapping.offset)
  }

  private func watchTiming(of memory: Memory) {
    guard let timing = memory.timing, !timings.contains(where: { $0 === timing }) else { return }
    timings.append(timing)
  }

  private func watchCode(of memory: Memory) {
    memory.codePagesChanged = { [weak self, unowned memory] in
      guard let self else { return }
      for mapping in self.mappings + self.overlays where mapping.memory === memory { self.rebuildPages(of: mapping) }
    }
  }

  private func rebuildPages(of mapping: Mapping) {
    guard mapping.length > 0 else { return }
    let first = Int(mapping.base) / Bus.pageSize
    rebuildPages(first...(Int(mapping.base) + mapping.length - 1) / Bus.pageSize)
  }

  func rebuildPages(_ pages: ClosedRange<Int>) {
    let candidates = overlays + mappings
    var page = pages.lowerBound
    while page <= pages.upperBound {
      rebuild(page, candidates)
      if !watchedRanges.values.isEmpty { hideWatched(page) }
      page += 1
    }
    onPagesChanged?(pages)
  }

  /// The pages of memories, those of a mapping together.
  public var mappedPages: [ClosedRange<Int>] {
    (mappings + overlays).filter { $0.length > 0 }.map {
      Int($0.base) / Bus.pageSize...(Int($0.base) + $0.length - 1) / Bus.pageSize
    }
  }

  /// A page is on the fast path where one mapping covers all of it.
  private func rebuild(_ page: Int, _ candidates: [Mapping]) {
    readPages[page] = nil
    forgetExtraPages(page)
    writePages[page] = nil
    waitStates[page] = 0
    kinds[page] = PageKind.none
    let start = UInt32(page * Bus.pageSize)
    let touching = candidates.first {
      UInt64($0.base) < UInt64(start) + UInt64(Bus.pageSize) && UInt64(start) < UInt64($0.base) + UInt64($0.length)
    }
    guard let touching else { return }
    kinds[page] = PageKind.partly
    guard touching.base <= start,
      UInt64(start) + UInt64(Bus.pageSize) <= UInt64(touching.base) + UInt64(touching.length)
    else { return }
    let offset = Int(start - touching.base) + touching.offset
    let memory = touching.memory
    if let timing = memory.timing {
      timedPages[page] = TimedPage(memory, timing, offset: offset)
      kinds[page] = PageKind.timed
    } else {
      readPages[page] = memory.bytes + offset
      kinds[page] = PageKind.whole
    }
    waitStates[page] = memory.waitStates
    let holdsCode =
      memory.codePages[offset / Bus.pageSize] || memory.codePages[(offset + Bus.pageSize - 1) / Bus.pageSize]
    guard memory.isWritable else { return }
    if !holdsCode {
      writePages[page] = memory.bytes + offset
    } else if memory.waitStates == 0, memory.timing == nil, offset % Memory.granule == 0 {
      codePages[page] = CodePage(memory, offset: offset, at: start)
    }
  }

  /// Takes a page out of the tables that are asked where those of plain memory have nothing. What was never in one is not touched.
  func forgetExtraPages(_ page: Int) {
    if timedPages[page].bytes != nil { timedPages[page].bytes = nil }
    if codePages[page].place != 0 { codePages[page].place = 0 }
  }

  // MARK: Access

  /// Reads `width` bytes (1, 2 or 4) at `address`, which is clamped to a multiple of `width`.
  @inlinable
  public func read(_ address: UInt32, width: Int) -> UInt32 {
    let address = address & ~UInt32(truncatingIfNeeded: width &- 1)
    if let page = readPages[Int(address >> 12)] {
      return Bus.load(page, Int(address & 0xFFF), width)
    }
    return readSlow(address, width: width)
  }

  /// Writes the low `width` bytes (1, 2 or 4) of `value` at `address`, which is clamped to a multiple of `width`.
  @inlinable
  public func write(_ address: UInt32, width: Int, value: UInt32) {
    let address = address & ~UInt32(truncatingIfNeeded: width &- 1)
    if let page = writePages[Int(address >> 12)] {
      return Bus.store(page, Int(address & 0xFFF), width, value)
    }
    writeSlow(address, width: width, value: value)
  }

  /// The path of reads that the page table does not serve.
  @inline(never)
  public func readSlow(_ address: UInt32, width: Int) -> UInt32 {
    kinds[Int(address >> 12)] == PageKind.watched
      ? readWatched(address, width: width) : readAnswer(address, width: width)
  }

  @inline(__always)
  func readAnswer(_ address: UInt32, width: Int) -> UInt32 {
    if kinds[Int(address >> 12)] != PageKind.none, let mapping = mapping(at: address) {
      return Bus.load(mapping.memory.bytes, Int(address - mapping.base) + mapping.offset, width)
    }
    return readPeripheral(address, width: width)
  }

  /// Reads `width` bytes (1, 2 or 4) at an aligned `address` where no memory is.
  public func readPeripheral(_ address: UInt32, width: Int) -> UInt32 {
    if let found = target(at: address) { return found.read(address, width: width) }
    faulted = true
    return 0
  }

  /// The path of writes that the page table does not serve.
  @inline(never)
  public func writeSlow(_ address: UInt32, width: Int, value: UInt32) {
    if kinds[Int(address >> 12)] == PageKind.watched {
      writeWatched(address, width: width, value: value)
    } else {
      writeAnswer(address, width: width, value: value)
    }
  }

  @inline(__always)
  func writeAnswer(_ address: UInt32, width: Int, value: UInt32) {
    if kinds[Int(address >> 12)] != PageKind.none, let mapping = mapping(at: address) {
      let offset = Int(address - mapping.base) + mapping.offset
      guard mapping.memory.isWritable else {
        if mapping.memory.takesWrite?(offset, width, value) != true { faulted = true }
        return
      }
      Bus.store(mapping.memory.bytes, offset, width, value)
      mapping.memory.noteChange(offset, width)
      return
    }
    if let found = target(at: address) { return found.write(address, width: width, value: value) }
    faulted = true
  }

  /// What a read of `width` bytes (1, 2 or 4) at `address`, which is clamped to a multiple of `width`, would answer,
  /// without any of its effects: for debuggers and reports. `nil` where nothing answers.
  public func peek(_ address: UInt32, width: Int) -> UInt32? {
    let address = address & ~UInt32(truncatingIfNeeded: width &- 1)
    if let mapping = mapping(at: address) {
      return Bus.load(mapping.memory.bytes, Int(address - mapping.base) + mapping.offset, width)
    }
    return target(at: address)?.block.peek(address, width: width)
  }

  /// Writes bytes as a debugger does: whole words where they are aligned, else halfwords and bytes. Memory that masters
  /// cannot write, and addresses that nothing answers, stay as they are.
  public func poke(_ bytes: [UInt8], at address: UInt32) {
    let before = faulted
    var place = 0
    while place < bytes.count {
      let target = address &+ UInt32(truncatingIfNeeded: place)
      let left = bytes.count - place
      let width = target & 3 == 0 && left >= 4 ? 4 : target & 1 == 0 && left >= 2 ? 2 : 1
      let value = (0..<width).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
      if mapping(at: target)?.memory.isWritable != false { write(target, width: width, value: value) }
      place += width
    }
    faulted = before
  }

  // MARK: Busy-waits

  /// `BusTarget.hashSteadyState` of what answers at `address`; `false` for memory, which has no such state.
  public func hashSteadyState(at address: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    target(at: address)?.block.hashSteadyState(at: address, isWrite: isWrite, into: &hasher) ?? false
  }

  /// `BusTarget.roundCount` of what answers at `address`.
  public func roundCount(at address: UInt32) -> Int { target(at: address)?.block.roundCount ?? 0 }

  /// Sets that.
  public func setRoundCount(_ count: Int, at address: UInt32) { target(at: address)?.block.roundCount = count }

  /// What masters can write to, each once.
  public var writableMemories: [Memory] {
    var found: [Memory] = []
    for mapping in mappings + overlays where mapping.memory.isWritable {
      if !found.contains(where: { $0 === mapping.memory }) { found.append(mapping.memory) }
    }
    return found
  }

  private func target(at address: UInt32) -> TargetRange? {
    // Firmware goes to and fro between few blocks: each remembers itself by some bits of its addresses.
    let slot = Int(address >> 8 & 63)
    let guess = Int(recent[slot])
    if guess < rangeCount, ranges[guess].contains(address) { return ranges[guess] }
    var (low, high) = (0, rangeCount)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].last < address { low = middle + 1 } else { high = middle }
    }
    guard low < rangeCount, ranges[low].contains(address) else { return nil }
    recent[slot] = UInt16(truncatingIfNeeded: low)
    return ranges[low]
  }

  /// The little-endian value of `width` bytes (1, 2 or 4) at an offset.
  @inlinable @inline(__always)
  public static func load(_ bytes: UnsafeMutableRawPointer, _ offset: Int, _ width: Int) -> UInt32 {
    switch width {
    case 4: bytes.load(fromByteOffset: offset, as: UInt32.self)
    case 2: UInt32(bytes.load(fromByteOffset: offset, as: UInt16.self))
    default: UInt32(bytes.load(fromByteOffset: offset, as: UInt8.self))
    }
  }

  @inlinable @inline(__always)
  static func store(_ bytes: UnsafeMutableRawPointer, _ offset: Int, _ width: Int, _ value: UInt32) {
    switch width {
    case 4: bytes.storeBytes(of: value, toByteOffset: offset, as: UInt32.self)
    case 2: bytes.storeBytes(of: UInt16(truncatingIfNeeded: value), toByteOffset: offset, as: UInt16.self)
    default: bytes.storeBytes(of: UInt8(truncatingIfNeeded: value), toByteOffset: offset, as: UInt8.self)
    }
  }
}
