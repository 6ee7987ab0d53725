import Glibc
import Machine

/// For each page what is to be added to an address to have the host's, first for reads, then for writes; 0 where an access
/// takes more than that. Behind the pages of a half are zeroes for misaligned addresses, whose lowest bits are on top.
final class DirectPages {
  /// Entries of a half.
  static let reads = 1 << 22
  private static let entryBytes = 2 * reads * MemoryLayout<Int>.stride
  private static let timedBytes = MemoryLayout<TimedPage>.stride << 20
  private static let byteCount = entryBytes + timedBytes + MemoryLayout<BesideCode>.stride << 20

  let entries: UnsafeMutablePointer<Int>
  /// For each page the words that may have to be waited for, or zeroes.
  let timed: UnsafeMutablePointer<TimedPage>
  /// For each page where stores beside code may go, or zeroes.
  let besideCode: UnsafeMutablePointer<BesideCode>
  /// Pages whose words blocks have as constants, with what the bus said of them then.
  private var leanedOn: [Int: Page] = [:]

  private struct Page: Equatable {
    var kind: UInt8
    var bytes: UnsafeMutableRawPointer?
  }

  /// A page from which instructions were decoded: what is to be added to an address, and for each 64 bytes whether they were
  /// decoded there.
  struct BesideCode {
    var place: Int
    var granules: UnsafeMutablePointer<Bool>?
  }

  /// `nil` where there is no address space for it.
  init?() {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let mapped = mmap(nil, Self.byteCount, PROT_READ | PROT_WRITE, flags, -1, 0), mapped != MAP_FAILED else {
      return nil
    }
    // A huge page would be RAM for 512 times what is touched.
    madvise(mapped, Self.byteCount, MADV_NOHUGEPAGE)
    entries = mapped.bindMemory(to: Int.self, capacity: 2 * Self.reads)
    timed = (mapped + Self.entryBytes).bindMemory(to: TimedPage.self, capacity: 1 << 20)
    besideCode = (mapped + Self.entryBytes + Self.timedBytes).bindMemory(to: BesideCode.self, capacity: 1 << 20)
  }

  deinit { munmap(entries, Self.byteCount) }

  /// Whether words of a page may be constants of blocks: memory that nobody watches, behind a cache or without wait states.
  func leanOn(_ page: Int, of bus: Bus) -> Bool {
    let kind = bus.kinds[page]
    guard kind == PageKind.timed || entries[page] != 0 else { return false }
    leanedOn[page] = Page(kind: kind, bytes: bus.readPages[page])
    return true
  }

  /// Takes over what the bus says of pages; returns whether words that blocks lean on are no longer read as before.
  func update(_ pages: ClosedRange<Int>, from bus: Bus) -> Bool {
    var hasLost = false
    let stride = MemoryLayout<TimedPage>.stride
    for page in pages {
      let address = page * Bus.pageSize
      let hasWaits = bus.waitStates[page] != 0
      entries[page] = hasWaits ? 0 : bus.readPages[page].map { Int(bitPattern: $0) &- address } ?? 0
      entries[Self.reads + page] = hasWaits ? 0 : bus.writePages[page].map { Int(bitPattern: $0) &- address } ?? 0
      if bus.kinds[page] == PageKind.whole, !hasWaits, let bytes = bus.codePages[page].bytes {
        besideCode[page] = BesideCode(place: Int(bitPattern: bytes) &- address, granules: bus.codePages[page].granules)
      } else if besideCode[page].place != 0 {
        besideCode[page] = BesideCode(place: 0)
      }
      if bus.kinds[page] == PageKind.timed {
        timed[page] = bus.timedPages[page]
      } else if timed[page].bytes != nil {
        UnsafeMutableRawPointer(timed + page).initializeMemory(as: UInt8.self, repeating: 0, count: stride)
      }
      if let before = leanedOn[page], before != Page(kind: bus.kinds[page], bytes: bus.readPages[page]),
        !PlantedBug.isPlanted(28)
      {
        leanedOn[page] = nil
        hasLost = true
      }
    }
    return hasLost
  }
}
