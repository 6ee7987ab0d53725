/// A 32-bit little-endian ELF executable for ARM (System V ABI, chapter 4; ELF for the Arm Architecture).
struct ELFFile {
  static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]
  private static let headerSize = 52
  private static let programHeaderSize = 32

  let file: ImageFile

  init(_ file: ImageFile) throws(ImageError) {
    self.file = file
    _ = try file.slice(0, ELFFile.headerSize, "an ELF header")
    try require(file.bytes[4] == 1, 4, "ELF class \(file.bytes[4])", "class 1 (32 bits)")
    try require(file.bytes[5] == 1, 5, "ELF byte order \(file.bytes[5])", "1 (little-endian)")
    try require(file.bytes[6] == 1 && file.word(20) == 1, 6, "ELF version \(file.bytes[6])", "version 1")
    let kinds: [UInt16: String] = [1: " (relocatable object: link it first)", 3: " (shared object)", 4: " (core dump)"]
    let type = file.half(16)
    try require(type == 2, 16, "ELF type \(type)\(kinds[type] ?? "")", "type 2 (executable)")
    try require(file.half(18) == 40, 18, "ELF machine \(file.half(18))", "machine 40 (ARM)")
  }

  func image() throws(ImageError) -> Image {
    let segments = try loadSegments()
    return Image(
      file: file, kind: .elf, segments: segments, entry: file.word(24) & ~1, symbols: try ELFSymbols(file).table())
  }

  private func require(_ condition: Bool, _ offset: Int, _ found: String, _ expected: String) throws(ImageError) {
    guard condition else { throw file.error(.offset(offset), found: found, expected: expected) }
  }

  /// What the program headers load from the file, at its physical addresses.
  private func loadSegments() throws(ImageError) -> [Image.Segment] {
    let table = Int(file.word(28))
    let entrySize = Int(file.half(42))
    let count = Int(file.half(44))
    try require(count > 0, 44, "no program headers", "at least one, with contents to load")
    try require(
      entrySize >= ELFFile.programHeaderSize, 42, "program headers of \(entrySize) bytes",
      "\(ELFFile.programHeaderSize) bytes")
    _ = try file.slice(table, count * entrySize, "a table of \(count) program headers")
    var found: [(segment: Image.Segment, offset: Int)] = []
    for index in 0..<count {
      let offset = table + index * entrySize
      if let segment = try loadSegment(offset) { found.append((segment, offset)) }
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

  /// The segment of the program header at `offset`; nil when it loads nothing from the file.
  private func loadSegment(_ offset: Int) throws(ImageError) -> Image.Segment? {
    guard file.word(offset) == 1 else { return nil }
    let start = Int(file.word(offset + 4))
    let virtual = file.word(offset + 8)
    let physical = file.word(offset + 12)
    let fileSize = Int(file.word(offset + 16))
    let memorySize = Int(file.word(offset + 20))
    try require(
      fileSize <= memorySize, offset + 16, "\(fileSize) bytes in the file for \(memorySize) in memory",
      "not more in the file than in memory")
    if memorySize > 0, let misfit = MemoryRegion.misfit(address: virtual, count: memorySize, what: "a segment") {
      throw file.error(.offset(offset + 8), found: misfit.found, expected: misfit.expected)
    }
    guard fileSize > 0 else { return nil }
    let bytes = try file.slice(start, fileSize, "a segment for \(hex(physical))")
    if let misfit = MemoryRegion.misfit(address: physical, count: fileSize, what: "a segment to load") {
      throw file.error(.offset(offset + 12), found: misfit.found, expected: misfit.expected)
    }
    return Image.Segment(address: physical, bytes: Array(bytes))
  }
}
