import Glibc

/// One entry for each page of the 32-bit address space. Entries read as zero until they are written, and only the part of
/// the table that was touched costs RAM: a chip's map is a few islands in four gigabytes.
struct PageTable<Entry: BitwiseCopyable>: ~Copyable {
  /// Pages of the address space.
  static var count: Int { 1 << 32 / PageKind.pageSize }

  /// The first entry.
  let entries: UnsafeMutablePointer<Entry>
  private static var byteCount: Int { count * MemoryLayout<Entry>.stride }

  /// A table of zeroes.
  init() {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    let mapped = mmap(nil, Self.byteCount, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let mapped, mapped != MAP_FAILED else { fatalError("no address space for \(Self.byteCount) bytes") }
    // A huge page would be RAM for 512 times what is touched.
    madvise(mapped, Self.byteCount, MADV_NOHUGEPAGE)
    entries = mapped.bindMemory(to: Entry.self, capacity: Self.count)
  }

  deinit { munmap(entries, Self.byteCount) }
}
