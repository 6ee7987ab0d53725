/// What the program headers of an ELF file load.
struct ELFSegments {
  private static let headerSize = 32
  private static let load: UInt32 = 1

  private let file: ImageFile
  private let sections: ELFSections
  private let table: Int
  private let entrySize: Int
  private let count: Int

  init(_ file: ImageFile, _ sections: ELFSections) {
    self.file = file
    self.sections = sections
    table = Int(file.word(28))
    entrySize = Int(file.half(42))
    count = Int(file.half(44))
  }

  /// The segments with contents, at their physical addresses, in rising order.
  func loaded() throws(ImageError) -> [Image.Segment] {
    try require(count > 0, 44, "no program headers", "at least one, with contents to load")
    try require(
      entrySize >= ELFSegments.headerSize, 42, "program headers of \(entrySize) bytes",
      "\(ELFSegments.headerSize) bytes")
    _ = try file.slice(table, count * entrySize, "a table of \(count) program headers")
    let headers = (0..<count).map { table + $0 * entrySize }.filter { file.word($0) == ELFSegments.load }
    try checkChip(headers)
    var found: [(segment: Image.Segment, offset: Int)] = []
    for offset in headers {
      if let segment = try segment(offset) { found.append((segment, offset)) }
    }
    found.sort { ($0.segment.address, $0.offset) < ($1.segment.address, $1.offset) }
    try require(!found.isEmpty, table, "no segment with contents to load", "at least one (PT_LOAD with a file size)")
    for (lower, upper) in zip(found, found.dropFirst()) {
      try require(
        lower.segment.end <= UInt64(upper.segment.address), upper.offset,
        "a segment at \(hex(upper.segment.address)) inside the one at \(hex(lower.segment.address))",
        "segments that do not overlap")
    }
    return found.map(\.segment)
  }

  private func require(_ condition: Bool, _ offset: Int, _ found: String, _ expected: String) throws(ImageError) {
    guard condition else { throw file.error(.offset(offset), found: found, expected: expected) }
  }

  /// Another chip's image is told so, before its addresses are.
  private func checkChip(_ headers: [Int]) throws(ImageError) {
    for offset in headers where file.word(offset + 20) > 0 && file.map.isOtherRAM(file.word(offset + 8)) {
      let address = file.word(offset + 8)
      throw file.error(
        .offset(offset + 8),
        found: "an image for another chip (with RAM at \(hex(address))\(file.map.hint(ofRAMAt: address)))",
        expected: file.map.expected)
    }
  }

  /// The segment of the program header at `offset`; nil when it loads nothing from the file.
  private func segment(_ offset: Int) throws(ImageError) -> Image.Segment? {
    let start = Int(file.word(offset + 4))
    let virtual = file.word(offset + 8)
    let physical = file.word(offset + 12)
    let fileSize = Int(file.word(offset + 16))
    let memorySize = Int(file.word(offset + 20))
    try require(
      fileSize <= memorySize, offset + 16, "\(fileSize) bytes in the file for \(memorySize) in memory",
      "not more in the file than in memory")
    guard fileSize > 0 else {
      // Room for variables; anything else, such as registers, is loaded nowhere.
      if memorySize > 0, let misfit = file.map.overrun(address: virtual, count: memorySize, what: "variables") {
        throw file.error(.offset(offset + 8), found: misfit.found, expected: misfit.expected)
      }
      return nil
    }
    let bytes = try file.slice(start, fileSize, "a segment for \(hex(physical))")
    // The linker may load its own headers before the program's first section; they are none of it.
    let skipped = headers(from: start, to: start + fileSize)
    guard skipped < fileSize else { return nil }
    for (address, count, place) in [(virtual, memorySize, 8), (physical, fileSize, 12)] {
      if let misfit = file.map.misfit(
        address: address &+ UInt32(skipped), count: count - skipped,
        what: place == 8 ? "a segment" : "a segment to load")
      {
        throw file.error(.offset(offset + place), found: misfit.found, expected: misfit.expected)
      }
    }
    return Image.Segment(address: physical &+ UInt32(skipped), bytes: Array(bytes.dropFirst(skipped)))
  }

  /// How many bytes of the file from `start` on are its own headers: up to the first section that is loaded, where sections
  /// are known.
  private func headers(from start: Int, to end: Int) -> Int {
    guard start == 0 else { return 0 }
    let own = max(52, table < end ? table + count * entrySize : 0)
    let first = sections.loaded.map(\.offset).filter { $0 >= 52 && $0 < end }.min()
    return first ?? own
  }
}
