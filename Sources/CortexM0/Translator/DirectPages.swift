import Glibc
import Machine

/// For each page what is to be added to an address to have the host's, first for reads, then for writes; 0 where an access
/// takes more than that. Behind the pages of a half are zeroes for misaligned addresses where those are found by their lowest bits, on top
/// of the number of the page (`ARM64Emitter`).
final class DirectPages {
  /// Entries of a half.
  static let reads = 1 << 22
  private static let byteCount = 2 * reads * MemoryLayout<Int>.stride

  let entries: UnsafeMutablePointer<Int>
  /// Pages whose words blocks have as constants, with what the bus said of them then.
  private var leanedOn: [Int: Page] = [:]

  private struct Page: Equatable {
    var kind: UInt8
    var bytes: UnsafeMutableRawPointer?
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
    for page in pages {
      let address = page * Bus.pageSize
      let hasWaits = bus.waitStates[page] != 0
      entries[page] = hasWaits ? 0 : bus.readPages[page].map { Int(bitPattern: $0) &- address } ?? 0
      entries[Self.reads + page] = hasWaits ? 0 : bus.writePages[page].map { Int(bitPattern: $0) &- address } ?? 0
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
