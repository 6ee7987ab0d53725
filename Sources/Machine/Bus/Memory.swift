import Glibc

/// A block of bytes that the CPU can address directly: RAM, ROM, OTP, mapped flash.
///
/// Whoever changes bytes from outside the bus uses `store` or `fill`, so that instructions decoded from them are
/// forgotten.
public final class Memory {
  /// For messages and snapshots.
  public let name: String
  /// Size in bytes, a multiple of 4.
  public let size: Int
  /// Whether writes of bus masters change it; where not, they fault.
  public let isWritable: Bool
  /// Extra bus cycles of every data access and of the first fetch after a taken branch.
  public let waitStates: UInt8
  /// Where reads take a time that depends on earlier ones: how long. Made before the memory is mapped.
  public private(set) var timing: AccessTiming?
  /// The bytes, little-endian as on the bus.
  public let bytes: UnsafeMutableRawPointer
  /// Counts what `store` and `fill` have changed; what bus masters write does not count.
  public private(set) var changes: UInt64 = 0
  /// Told of every change to a page that holds decoded instructions: offset and length in bytes.
  public var codeChanged: ((Int, Int) -> Void)?
  /// What writes of bus masters to memory that they cannot write are for: offset, width in bytes, value; returns whether
  /// somebody took the write, as a flash controller does. Where it is `nil`, or `false` comes back, they fault.
  public var takesWrite: ((Int, Int, UInt32) -> Bool)?
  /// Pages from which instructions were decoded; see `PageKind.pageSize`.
  var codePages: [Bool]
  /// Bytes of which it is known together whether instructions were decoded from them.
  public static let granule = 64
  /// For each of these whether they were.
  let codeGranules: UnsafeMutablePointer<Bool>
  /// Told when a page begins or ceases to hold decoded instructions, so that the bus sends its writes through
  /// `codeChanged`, or no longer does.
  var codePagesChanged: (() -> Void)?

  /// Makes a memory filled with `fill`.
  public init(_ name: String, size: Int, isWritable: Bool, waitStates: UInt8 = 0, fill: UInt8 = 0) {
    require(size > 0 && size % 4 == 0, "memory size must be a positive multiple of 4")
    self.name = name
    self.size = size
    self.isWritable = isWritable
    self.waitStates = waitStates
    bytes = .allocate(byteCount: size, alignment: 16)
    bytes.initializeMemory(as: UInt8.self, repeating: fill, count: size)
    codePages = Array(repeating: false, count: (size + PageKind.pageSize - 1) / PageKind.pageSize)
    let granules = codePages.count * PageKind.pageSize / Memory.granule
    codeGranules = .allocate(capacity: granules)
    codeGranules.initialize(repeating: false, count: granules)
  }

  deinit {
    bytes.deallocate()
    codeGranules.deallocate()
  }

  /// Gives the memory a timing of its own, which whoever is before it drives.
  public func makeTiming() -> AccessTiming {
    let made = timing ?? AccessTiming(size: size)
    timing = made
    return made
  }

  /// The byte at `offset`; offsets past the end read 0.
  public subscript(offset: Int) -> UInt8 {
    offset >= 0 && offset < size ? bytes.load(fromByteOffset: offset, as: UInt8.self) : 0
  }

  /// The bytes of a range; what lies outside reads 0.
  public subscript(range: Range<Int>) -> [UInt8] { range.map { self[$0] } }

  /// The little-endian word at `offset`, which need not be aligned; bytes past the end read 0.
  public func word(at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(self[offset &+ $1]) << UInt32(8 * $1) }
  }

  /// Replaces bytes from `offset` on; what reaches past the end is left out.
  public func store(_ source: some Collection<UInt8>, at offset: Int) {
    guard offset < size, offset > -source.count else { return }
    let start = max(offset, 0)
    let end = min(offset + source.count, size)
    guard start < end else { return }
    UnsafeMutableRawBufferPointer(start: bytes + start, count: end - start)
      .copyBytes(from: source.dropFirst(start - offset).prefix(end - start))
    changes &+= 1
    noteChange(start, end - start)
  }

  /// Sets a range of bytes to one value; what reaches past the end is left out.
  public func fill(_ range: Range<Int>, with value: UInt8) {
    let part = range.clamped(to: 0..<size)
    guard !part.isEmpty else { return }
    (bytes + part.lowerBound).initializeMemory(as: UInt8.self, repeating: value, count: part.count)
    changes &+= 1
    noteChange(part.lowerBound, part.count)
  }

  /// Puts a page back where it was copied from; where it still holds the same, nothing changes and decoded instructions stay.
  public func store(_ page: MemoryPage, at offset: Int) {
    guard offset >= 0, offset + page.count <= size, !page.equals(bytes + offset) else { return }
    (bytes + offset).copyMemory(from: page.bytes, byteCount: page.count)
    changes &+= 1
    noteChange(offset, page.count)
  }

  /// A copy of a range of bytes, which is clamped to the memory.
  public func page(_ range: Range<Int>) -> MemoryPage {
    let part = range.clamped(to: 0..<size)
    return MemoryPage(copying: bytes + part.lowerBound, count: part.count)
  }

  /// A copy of the contents.
  public var contents: [UInt8] { Array(UnsafeRawBufferPointer(start: bytes, count: size)) }

  /// Whether these are the contents.
  public func holds(_ other: [UInt8]) -> Bool {
    guard other.count == size else { return false }
    return other.withUnsafeBytes { other in other.baseAddress.map { memcmp($0, bytes, size) == 0 } ?? false }
  }

  /// Called by the CPU for a halfword that it has decoded, and for what else of a memory decoded code depends on.
  public func holdsCode(at offset: Int) {
    let page = offset / PageKind.pageSize
    guard offset >= 0, page < codePages.count else { return }
    codeGranules[offset / Memory.granule] = true
    guard !codePages[page] else { return }
    codePages[page] = true
    codePagesChanged?()
  }

  func noteChange(_ offset: Int, _ count: Int) {
    guard let codeChanged, count > 0 else { return }
    var hasCleared = false
    for page in offset / PageKind.pageSize...(offset + count - 1) / PageKind.pageSize where codePages[page] {
      let bytes = page * PageKind.pageSize..<min((page + 1) * PageKind.pageSize, size)
      let changed = bytes.clamped(to: offset..<offset + count)
      codeChanged(changed.lowerBound, changed.count)
      // RAM that has lost its contents is not told of again at every sleep.
      guard changed == bytes else { continue }
      codePages[page] = false
      let granules = PageKind.pageSize / Memory.granule
      (codeGranules + page * granules).update(repeating: false, count: granules)
      hasCleared = true
    }
    if hasCleared { codePagesChanged?() }
  }
}
