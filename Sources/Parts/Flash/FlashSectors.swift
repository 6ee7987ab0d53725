import Machine

/// Which sectors of a flash differ from what the machine was built with, and copies of them that checkpoints share.
///
/// A sector changes only by program and erase, so nothing has to be compared: a copy is made of each sector that has changed
/// since the latest one, and before its first change, of what the machine was built with.
final class FlashSectors {
  private static let size = NORFlash.sectorSize

  private let memory: Memory
  /// What a changed sector held when the machine was built; `nil` for one that has not changed.
  private var built: [MemoryPage?]
  /// Copies of sectors that still hold the same.
  private var copies: [MemoryPage?]
  /// What `save` gave last, until something changes.
  private var saved: [NORFlash.Sector]?

  /// The sectors of `memory`, none of which has changed.
  init(_ memory: Memory) {
    self.memory = memory
    built = Array(repeating: nil, count: memory.size / Self.size)
    copies = built
  }

  private func copy(_ number: Int) -> MemoryPage {
    let made = copies[number] ?? memory.page(number * Self.size..<(number + 1) * Self.size)
    copies[number] = made
    return made
  }

  /// Changes a range of bytes, which is not empty.
  func change(_ range: Range<Int>, _ body: () -> Void) {
    saved = nil
    for number in range.lowerBound / Self.size...(range.upperBound - 1) / Self.size where number < built.count {
      if built[number] == nil { built[number] = copy(number) }
      copies[number] = nil
    }
    body()
  }

  /// The changed sectors, rising.
  func save() -> [NORFlash.Sector] {
    if let saved { return saved }
    let changed = built.indices.filter { built[$0] != nil }
    let sectors = changed.map { NORFlash.Sector(number: $0, contents: copy($0)) }
    saved = sectors
    return sectors
  }

  /// Makes exactly these sectors the changed ones.
  func restore(_ sectors: [NORFlash.Sector]) {
    var next = [MemoryPage?](repeating: nil, count: built.count)
    for sector in sectors where built.indices.contains(sector.number) { next[sector.number] = sector.contents }
    for number in built.indices {
      if let contents = next[number] {
        if built[number] == nil { built[number] = copy(number) }
        put(contents, number)
      } else if let contents = built[number] {
        put(contents, number)
        built[number] = nil
      }
    }
    saved = nil
  }

  private func put(_ contents: MemoryPage, _ number: Int) {
    if copies[number] === contents { return }
    memory.store(contents, at: number * Self.size)
    copies[number] = contents
  }
}
