/// The section table of an ELF file, as far as it is there: loading needs none.
struct ELFSections {
  /// A section that is loaded.
  struct Section {
    var name: String
    var type: UInt32
    var address: UInt32
    var offset: Int
    var size: Int
    var isExecutable: Bool
  }

  private static let executable: UInt32 = 4
  private static let headerSize = 40
  private static let allocated: UInt32 = 2
  private static let withoutContents: UInt32 = 8
  private static let attributes: UInt32 = 0x7000_0003
  /// Names that linker scripts give a vector table.
  private static let vectorNames: Set<String> = [
    ".vectors", ".vector_table", ".isr_vector", ".isr_vectors", ".isr_vector_table", ".intvec", ".interrupts",
    ".vtable",
    "vectors", "vector_table", "rom_start", ".rom_start", "RESET", ".resetvectors", ".cs3.interrupt_vector",
    ".exception_vectors",
  ]

  /// Whether the header names sections that the file does not have, or not wholly.
  let isCut: Bool
  /// What is loaded and has contents in the file, by address.
  private(set) var loaded: [Section] = []
  /// Whether it says which source lines code comes from (DWARF).
  private(set) var hasLines = false
  private var attributesRange: Range<Int>?
  private let file: ImageFile

  /// Of a file that begins with an ELF header; of one that is shorter, none.
  init(_ file: ImageFile) {
    self.file = file
    guard file.bytes.count >= 52 else {
      isCut = false
      return
    }
    let (start, entrySize, count) = (Int(file.word(32)), Int(file.half(46)), Int(file.half(48)))
    guard start > 0, count > 0 else {
      isCut = false
      return
    }
    isCut = start + count * entrySize > file.bytes.count
    guard !isCut, entrySize >= ELFSections.headerSize else { return }
    let names = Int(file.half(50)) < count ? Int(file.word(start + Int(file.half(50)) * entrySize + 16)) : 0
    for header in (0..<count).map({ start + $0 * entrySize }) {
      let section = Section(
        name: name(names + Int(file.word(header))), type: file.word(header + 4), address: file.word(header + 12),
        offset: Int(file.word(header + 16)), size: Int(file.word(header + 20)),
        isExecutable: file.word(header + 8) & ELFSections.executable != 0)
      guard section.offset + section.size <= file.bytes.count else { continue }
      if section.name == ".debug_line", section.size > 0 { hasLines = true }
      if section.type == ELFSections.attributes { attributesRange = section.offset..<(section.offset + section.size) }
      if file.word(header + 8) & ELFSections.allocated != 0, section.type != ELFSections.withoutContents,
        section.size > 0
      {
        loaded.append(section)
      }
    }
    loaded.sort { $0.address < $1.address }
  }

  private func name(_ offset: Int) -> String {
    guard offset < file.bytes.count else { return "" }
    return String(decoding: file.bytes[offset...].prefix(64).prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Where sections begin whose name says that a vector table is there.
  var vectorTables: [UInt32] { loaded.filter { ELFSections.vectorNames.contains($0.name) }.map(\.address) }

  /// The architecture that the code is for, where a Cortex-M0 does not execute it (Addenda to the ABI for the ARM
  /// architecture, Tag_CPU_arch); nil where it does, and where the file does not say.
  var foreignArchitecture: String? {
    guard let range = attributesRange, let code = ARMAttributes(file.bytes[range]).architecture else { return nil }
    switch code {
    case 8: return "ARMv6T2"
    case 10: return "ARMv7"
    case 13: return "ARMv7E-M (Cortex-M4 or Cortex-M7)"
    case 14: return "ARMv8-A"
    case 15: return "ARMv8-R"
    case 16: return "ARMv8-M Baseline (Cortex-M23)"
    case 17: return "ARMv8-M Mainline (Cortex-M33)"
    case 21: return "ARMv8.1-M (Cortex-M55)"
    case 22: return "ARMv9-A"
    default: return nil
    }
  }
}
