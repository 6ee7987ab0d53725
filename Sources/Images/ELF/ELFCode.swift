/// The code of an ELF file as it stands in memory when it is executed, which may be elsewhere than where it is loaded.
public struct ELFCode: Sendable {
  /// The sections that have code, by rising address.
  public let sections: [Image.Segment]
  /// Where instructions begin, by rising address. What the file does not tell from code, such as constants of a hand-written
  /// function, is among them.
  public let instructions: [UInt32]
  /// Whether the file says which source lines the code comes from (DWARF).
  public let hasLines: Bool

  /// The code of a file for a chip; `nil` where it is no ELF file for the processor.
  public init?(_ bytes: [UInt8], name: String, for map: MemoryMap) {
    let file = ImageFile(bytes: bytes, name: name, map: map)
    guard file.starts(with: ELFFile.magic), let elf = try? ELFFile(file), let table = try? ELFSymbols(file).table()
    else {
      return nil
    }
    hasLines = elf.sections.hasLines
    sections = elf.sections.loaded.filter(\.isExecutable).map {
      Image.Segment(address: $0.address, bytes: Array(bytes[$0.offset..<$0.offset + $0.size]))
    }
    instructions = ELFCode.instructions(of: sections, functions: table.functions, marks: ELFSymbols(file).codeMarks())
  }

  /// The little-endian halfword of the code at an address; `nil` where there is none.
  public func halfword(_ address: UInt32) -> UInt16? {
    ELFCode.section(at: address, in: sections).flatMap { ELFCode.halfword(address, in: $0) }
  }

  private static func section(at address: UInt32, in sections: [Image.Segment]) -> Image.Segment? {
    sections.first { address >= $0.address && UInt64(address) < $0.end }
  }

  private static func halfword(_ address: UInt32, in section: Image.Segment) -> UInt16? {
    let place = Int(address - section.address)
    guard place + 1 < section.bytes.count else { return nil }
    return UInt16(section.bytes[place]) | UInt16(section.bytes[place + 1]) << 8
  }

  /// Goes over the functions from instruction to instruction, past what mapping symbols say is data (ELF for the Arm
  /// Architecture, 5.5.5).
  private static func instructions(
    of sections: [Image.Segment], functions: [SymbolTable.Symbol], marks: [(address: UInt32, isCode: Bool)]
  ) -> [UInt32] {
    var found: [UInt32] = []
    var next: UInt32 = 0
    var mark = 0
    for (place, function) in functions.enumerated() {
      guard let section = section(at: function.address, in: sections) else { continue }
      let following = place + 1 < functions.count ? functions[place + 1].address : .max
      let size = function.size == 0 ? .max : UInt64(function.address) + UInt64(function.size)
      let end = min(size, UInt64(following), section.end)
      next = max(next, function.address)
      while UInt64(next) < end, let first = halfword(next, in: section) {
        while mark < marks.count, marks[mark].address <= next { mark += 1 }
        if mark > 0, !marks[mark - 1].isCode, marks[mark - 1].address >= function.address {
          next += 2
        } else {
          found.append(next)
          next += first >= 0xE800 ? 4 : 2
        }
      }
    }
    return found
  }
}
