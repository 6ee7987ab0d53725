/// Finds where an image has its vectors.
struct VectorTable {
  private let image: Image

  init(_ image: Image) { self.image = image }

  /// The address of the table's first word: at the start of the image's lowest segment in the memory of its entry point, or
  /// where a section or symbol of a usual name is, or where the second word is the entry point; behind nothing but fill, too.
  /// Nil where no such place looks like one.
  func find() -> UInt32? {
    let lowest = image.lowestOfEntry
    if isPlausible(lowest.address) { return lowest.address }
    if let hint = image.vectorTableHints.first(where: isPlausible) { return hint }
    if let entry = image.entry, image[entry] != nil, let place = place(ofEntry: entry) { return place }
    // The low byte of a stack pointer may be the fill's.
    guard let first = lowest.bytes.firstIndex(where: { $0 != 0 && $0 != 0xFF }) else { return nil }
    let place = lowest.address &+ UInt32(first & ~3)
    return isPlausible(place) ? place : nil
  }

  /// Whether an initial stack pointer in RAM and a reset vector into the image stand at `address`.
  func isPlausible(_ address: UInt32) -> Bool {
    guard address % 4 == 0, let stack = image.word(address), let reset = image.word(address &+ 4) else { return false }
    let map = image.map
    guard map.isStack(stack), reset & 1 == 1 else { return false }
    return image[reset & ~1] != nil
      || map.isRAMSeenAtZero && reset < UInt32(map.ram.size) && image[map.ram.base &+ (reset & ~1)] != nil
  }

  private func word(at offset: Int, of segment: Image.Segment) -> UInt32 {
    (0..<4).reversed().reduce(0) { $0 << 8 | UInt32(segment.bytes[offset + $1]) }
  }

  /// The first table whose reset vector is the entry point, in the memory of that.
  private func place(ofEntry entry: UInt32) -> UInt32? {
    guard let region = image.map.region(containing: entry) else { return nil }
    for segment in image.segments where region.contains(segment.address) {
      let start = (segment.address &+ 3) & ~3
      let end = segment.address &+ UInt32(segment.bytes.count)
      var address = start
      while address < end, end - address >= 8 {
        if word(at: Int(address - segment.address) + 4, of: segment) == entry | 1 && isPlausible(address) {
          return address
        }
        address &+= 4
      }
    }
    return nil
  }
}
