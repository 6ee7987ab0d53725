/// A 32-bit little-endian ELF executable for ARM (System V ABI, chapter 4; ELF for the Arm Architecture).
struct ELFFile {
  static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]
  private static let headerSize = 52

  let file: ImageFile
  let sections: ELFSections

  init(_ file: ImageFile) throws(ImageError) {
    self.file = file
    sections = ELFSections(file)
    _ = try file.slice(0, ELFFile.headerSize, "an ELF header")
    let kind = ELFKind(file)
    guard kind.isForARM else {
      throw file.error(.offset(4), found: "an ELF file for \(kind)", expected: "one for ARM, 32 bits, little-endian")
    }
    try require(file.bytes[6] == 1 && file.word(20) == 1, 6, "ELF version \(file.bytes[6])", "version 1")
    let kinds: [UInt16: String] = [
      1: " (relocatable object: link it first)", 3: " (shared object or position-independent: link with -no-pie)",
      4: " (core dump)",
    ]
    let type = file.half(16)
    try require(type == 2, 16, "ELF type \(type)\(kinds[type] ?? "")", "type 2 (executable)")
    if let architecture = sections.foreignArchitecture {
      throw file.error(found: "code for \(architecture)", expected: "code for ARMv6-M, which a Cortex-M0 executes")
    }
  }

  func image() throws(ImageError) -> Image {
    let segments = try ELFSegments(file, sections).loaded()
    var image = Image(file: file, kind: .elf, segments: segments, entry: file.word(24) & ~1)
    if sections.isCut {
      image.note = "it has no symbols: its section table is cut off"
    } else {
      // A program needs none.
      do throws(ImageError) {
        image.symbols = try ELFSymbols(file).table()
      } catch {
        image.note = "it has no symbols: \(error.found), expected \(error.expected)"
      }
    }
    image.vectorTableHints =
      sections.vectorTables + SymbolTable.vectorTableNames.compactMap { image.symbols.address(of: $0) }
    return image
  }

  private func require(_ condition: Bool, _ offset: Int, _ found: String, _ expected: String) throws(ImageError) {
    guard condition else { throw file.error(.offset(offset), found: found, expected: expected) }
  }
}
