@testable import Images

/// An ELF file put together in code, in layouts that the toolchain's own linker does not make.
struct ELFLayout {
  struct Segment {
    var offset: Int
    var virtual: UInt32
    var physical: UInt32
    var fileSize: Int
    var memorySize: Int
  }
  struct Section {
    var name: String
    var address: UInt32
    var offset: Int
    var size: Int
    var type: UInt32 = 1
    var flags: UInt32 = 2
  }

  var entry: UInt32
  var segments: [Segment]
  var sections: [Section] = []
  var symbols: [(name: String, address: UInt32)] = []
  /// Contents at file offsets.
  var contents: [(offset: Int, bytes: [UInt8])]

  var bytes: [UInt8] {
    let end = contents.map { $0.offset + $0.bytes.count }.max() ?? 0
    var file = [UInt8](repeating: 0, count: max(end, 52 + 32 * segments.count))
    for (offset, bytes) in contents { file.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
    var headers: [UInt8] = []
    for segment in segments {
      headers += littleEndian(1) + littleEndian(UInt32(segment.offset)) + littleEndian(segment.virtual)
      headers += littleEndian(segment.physical) + littleEndian(UInt32(segment.fileSize))
      headers += littleEndian(UInt32(segment.memorySize)) + littleEndian(7) + littleEndian(4)
    }
    file.replaceSubrange(52..<52 + headers.count, with: headers)
    let table = appendSections(to: &file)
    var header: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 1, 1, 1] + [UInt8](repeating: 0, count: 9)
    header += [2, 0, 40, 0] + littleEndian(1) + littleEndian(entry) + littleEndian(52)
    header += littleEndian(table.count == 0 ? 0 : UInt32(table.offset)) + littleEndian(0x0500_0000)
    header += [52, 0, 32, 0, UInt8(segments.count), 0, 40, 0, UInt8(table.count), 0, UInt8(max(0, table.count - 1)), 0]
    file.replaceSubrange(0..<52, with: header)
    return file
  }

  /// The sections, a symbol table with its names, and the sections' names as the last one.
  private func appendSections(to file: inout [UInt8]) -> (offset: Int, count: Int) {
    guard !sections.isEmpty || !symbols.isEmpty else { return (0, 0) }
    var all = [Section(name: "", address: 0, offset: 0, size: 0, type: 0, flags: 0)] + sections
    if !symbols.isEmpty {
      var (names, table): ([UInt8], [UInt8]) = ([0], [UInt8](repeating: 0, count: 16))
      for symbol in symbols {
        table += littleEndian(UInt32(names.count)) + littleEndian(symbol.address) + littleEndian(0) + [0x11, 0, 1, 0]
        names += Array(symbol.name.utf8) + [0]
      }
      all.append(Section(name: ".symtab", address: 0, offset: file.count, size: table.count, type: 2, flags: 0))
      file += table
      all.append(Section(name: ".strtab", address: 0, offset: file.count, size: names.count, type: 3, flags: 0))
      file += names
    }
    all.append(Section(name: ".shstrtab", address: 0, offset: file.count, size: 0, type: 3, flags: 0))
    let places = all.reduce(into: [0]) { $0.append($0.last! + $1.name.utf8.count + 1) }
    for section in all { file += Array(section.name.utf8) + [0] }
    all[all.count - 1].size = places.last ?? 0
    let start = file.count
    for (index, section) in all.enumerated() {
      file += littleEndian(UInt32(places[index])) + littleEndian(section.type) + littleEndian(section.flags)
      file += littleEndian(section.address) + littleEndian(UInt32(section.offset)) + littleEndian(UInt32(section.size))
      let link = section.type == 2 ? UInt32(index + 1) : 0
      file += littleEndian(link) + littleEndian(0) + littleEndian(4) + littleEndian(section.type == 2 ? 16 : 0)
    }
    return (start, all.count)
  }
}

/// A vector table of 16 words, and code behind it.
func program(stack: UInt32 = 0x07FC_8000, reset: UInt32, code: Int = 0x40) -> [UInt8] {
  littleEndian(stack) + littleEndian(reset | 1) + (0..<14).flatMap { _ in littleEndian(0) }
    + [UInt8](repeating: 0x5A, count: code)
}
