/// A memory's bytes as a block of the snapshot; in a file, hexadecimal.
///
/// In memory they are pages, which checkpoints share as long as they hold the same. What the CPU writes is not watched, which
/// would make every store dearer: pages are compared, 1 KiB in about 30 ns. A memory that the CPU cannot write is not even looked
/// at until something else has changed it.
public final class MemoryContents: Snapshotting {
  /// Bytes in a page that is shared.
  static let pageSize = 1_024

  /// All bytes.
  public struct State: Codable {
    var pages: [MemoryPage]

    init(pages: [MemoryPage]) { self.pages = pages }

    /// Reads hexadecimal digits.
    public init(from decoder: any Decoder) throws {
      let bytes = MemoryPage.bytes(try decoder.singleValueContainer().decode(String.self))
      pages = bytes.withUnsafeBytes { bytes in
        stride(from: 0, to: bytes.count, by: pageSize).map { place in
          let part = bytes[place..<min(place + pageSize, bytes.count)]
          return MemoryPage(copying: UnsafeRawBufferPointer(rebasing: part).baseAddress!, count: part.count)
        }
      }
    }

    /// Writes hexadecimal digits.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(MemoryPage.text(pages))
    }
  }

  private let memory: Memory
  /// What the memory held at the latest save or restore, and its count of changes then.
  private var latest: [MemoryPage] = []
  private var changes: UInt64 = 0

  /// The contents of `memory`.
  public init(_ memory: Memory) { self.memory = memory }

  private var hasChanged: Bool { memory.isWritable || changes != memory.changes || latest.isEmpty }

  /// Pages, of which those are new that have changed.
  public func saveState() -> State {
    guard hasChanged else { return State(pages: latest) }
    for (index, place) in stride(from: 0, to: memory.size, by: Self.pageSize).enumerated() {
      if index < latest.count && latest[index].equals(memory.bytes + place) { continue }
      let page = MemoryPage(copying: memory.bytes + place, count: min(Self.pageSize, memory.size - place))
      if index < latest.count { latest[index] = page } else { latest.append(page) }
    }
    changes = memory.changes
    return State(pages: latest)
  }

  /// Throws where the memory has another size.
  public func check(_ state: State) throws(SnapshotError) {
    let size = state.pages.reduce(0) { $0 + $1.count }
    guard size != memory.size else { return }
    throw SnapshotError("\(memory.name) has \(size) bytes, this machine's has \(memory.size)")
  }

  /// Stores the pages that differ.
  public func restoreState(_ state: State) {
    let isUntouched = !hasChanged
    for (index, page) in state.pages.enumerated() where !isUntouched || page !== latest[index] {
      memory.store(page, at: index * Self.pageSize)
    }
    latest = state.pages
    changes = memory.changes
  }
}
