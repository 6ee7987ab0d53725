import Testing

@testable import Images

/// Damaged ELF files: one line each, with the place.
struct ELFTests {
  static let elf = Result { try Built(ram: false) }

  /// Offset of the first program header that loads something.
  static func load(_ bytes: [UInt8]) -> Int {
    let file = ImageFile(bytes: bytes, name: "")
    return (0..<Int(file.half(44))).map { Int(file.word(28)) + $0 * 32 }
      .first { file.word($0) == 1 && file.word($0 + 16) > 0 }!
  }

  @Test func headers() throws {
    let elf = try ELFTests.elf.get().elf
    #expect(
      refusal(Array(elf.prefix(51)))
        == "file, offset 0x0: the end of the file at 51 bytes, expected an ELF header of 52 bytes")
    #expect(
      refusal(elf.with([2], at: 4))
        == "file, offset 0x4: an ELF file for ARM, 64 bits, expected one for ARM, 32 bits, little-endian")
    #expect(
      refusal(elf.with([2], at: 5).with([0, 40], at: 18))
        == "file, offset 0x4: an ELF file for ARM, 32 bits, big-endian, expected one for ARM, 32 bits, little-endian")
    #expect(refusal(elf.with([0], at: 6)) == "file, offset 0x6: ELF version 0, expected version 1")
    #expect(
      refusal(elf.with([3], at: 16))
        == "file, offset 0x10: ELF type 3 (shared object or position-independent: link with -no-pie), expected type 2 "
        + "(executable)")
    #expect(
      refusal(elf.with([2], at: 4).with([62], at: 18))
        == "file, offset 0x4: an ELF file for x86-64, 64 bits, expected one for ARM, 32 bits, little-endian")
    #expect(refusal(elf.with([3], at: 18))?.contains("an ELF file for x86, 32 bits") == true)
    #expect(refusal(elf.with([0xFF, 0x7F], at: 18))?.contains("an ELF file for machine 32767, 32 bits") == true)
    #expect(
      refusal(try ELFTests.elf.get().object)
        == "file, offset 0x10: ELF type 1 (relocatable object: link it first), expected type 2 (executable)")
  }

  @Test func programHeaders() throws {
    let elf = try ELFTests.elf.get().elf
    let load = ELFTests.load(elf)
    #expect(refusal(elf.with([0, 0], at: 44))?.hasPrefix("file, offset 0x2c: no program headers") == true)
    #expect(refusal(elf.with([31, 0], at: 42)) == "file, offset 0x2a: program headers of 31 bytes, expected 32 bytes")
    #expect(refusal(elf.with(littleEndian(0xFFFF_FFF0), at: 28))?.contains("a table of") == true)
    #expect(
      refusal(elf.with(littleEndian(0x0FFF_FFFF), at: load + 4))?.contains("expected a segment for 0x08000000") == true)
    #expect(
      refusal(elf.with(littleEndian(1), at: load + 20))?.contains("expected not more in the file than in memory")
        == true)
    let noContents = (0..<Int(elf[44])).reduce(elf) {
      $0.with(littleEndian(0), at: Int(elf[28]) + $1 * 32 + 16)
    }
    #expect(refusal(noContents)?.contains("no segment with contents to load") == true)
    #expect(
      refusal(elf.with(littleEndian(0x2000_0000), at: load + 12))?
        .hasSuffix(
          "bytes at 0x20000000, expected flash (1048576 bytes at 0x08000000), RAM (131072 bytes at 0x07FC0000) or "
            + "cache RAM (16384 bytes at 0x07FE0000)") == true)
    #expect(
      refusal(elf.with(littleEndian(0x0810_0000 - 16), at: load + 12))?
        .hasSuffix("expected at most 16 bytes there: flash has 1048576 bytes at 0x08000000") == true)
    let tooMuchMemory = elf.with(littleEndian(0x10_0001), at: load + 20)
    #expect(refusal(tooMuchMemory)?.contains("a segment of 1048577 bytes at 0x08000000") == true)
    // The second of two segments moved into the first.
    let file = ImageFile(bytes: elf, name: "")
    let second = try #require(
      (0..<Int(elf[44])).map { Int(elf[28]) + $0 * 32 }.last { file.word($0) == 1 && file.word($0 + 16) > 0 })
    #expect(second != load)
    let overlapping = elf.with(littleEndian(0x0800_0010), at: second + 12)
    #expect(
      refusal(overlapping)?.hasSuffix("inside the one at 0x08000000, expected segments that do not overlap") == true)
    #expect(refusal(elf) == nil)
  }

  /// A program needs no symbols: where they cannot be read it starts without them, and the note says why.
  @Test func sectionsAreNotNeeded() throws {
    let elf = try ELFTests.elf.get().elf
    let whole = try Image.recognise(elf, name: "file")
    func note(_ bytes: [UInt8]) throws -> String? {
      let image = try Image.recognise(bytes, name: "file")
      #expect(image.symbols.isEmpty && image.segments == whole.segments)
      #expect(try image.bootLayout() == whole.bootLayout())
      return image.note
    }
    #expect(try note(elf.with([39, 0], at: 46)) == "it has no symbols: section headers of 39 bytes, expected 40 bytes")
    let cut = "it has no symbols: its section table is cut off"
    #expect(try note(elf.with(littleEndian(0x7FFF_FFFF), at: 32)) == cut)
    let file = ImageFile(bytes: elf, name: "")
    #expect(try note(Array(elf.prefix(Int(file.word(32)) + 40))) == cut)
    let symbols = try #require(
      (0..<Int(file.half(48))).map { Int(file.word(32)) + $0 * 40 }.first { file.word($0 + 4) == 2 })
    #expect(try note(elf.with(littleEndian(0xFFFF), at: symbols + 24))?.contains("expected a section below") == true)
    #expect(try note(elf.with(littleEndian(0xFFFF_0000), at: symbols + 20))?.contains("a symbol table of") == true)
    let first = Int(file.word(symbols + 16))
    let function = try #require(
      stride(from: first, to: first + Int(file.word(symbols + 20)), by: 16).first { elf[$0 + 12] & 15 == 2 })
    #expect(try note(elf.with(littleEndian(0xFFFF), at: function))?.contains("a symbol's name at 65535") == true)
    // No section headers at all is a stripped file.
    #expect(try note(elf.with(littleEndian(0), at: 32)) == nil)
  }

  @Test func aCutInWhatIsLoadedIsRefused() throws {
    let elf = try ELFTests.elf.get().elf
    let file = ImageFile(bytes: elf, name: "")
    let loaded = (0..<Int(elf[44])).map { Int(elf[28]) + $0 * 32 }.filter {
      file.word($0) == 1 && file.word($0 + 16) > 0
    }
    let end = loaded.map { Int(file.word($0 + 4)) + Int(file.word($0 + 16)) }.max() ?? 0
    for count in stride(from: 4, to: end, by: 97) {
      #expect(refusal(Array(elf.prefix(count)))?.contains("the end of the file at \(count) bytes") == true)
    }
    #expect(refusal(Array(elf.prefix(end))) == nil)
  }
}
