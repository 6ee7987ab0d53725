import Programs
import Testing

@testable import Images

/// Files of the toolchain's own clang, linker and objcopy.
struct ToolchainTests {
  /// What an image puts into memory from its lowest address on, gaps filled with 0.
  static func flat(_ image: Image) -> [UInt8] {
    var bytes: [UInt8] = []
    let base = image.segments[0].address
    for segment in image.segments {
      bytes += [UInt8](repeating: 0, count: Int(segment.address - base) - bytes.count) + segment.bytes
    }
    return bytes
  }

  @Test(arguments: [false, true]) func allFormsAreTheSameImage(_ ram: Bool) throws {
    let built = try Built(ram: ram)
    let base: UInt32 = ram ? 0x07FC_0000 : 0x0800_0000
    let elf = try Image.recognise(built.elf, name: "program.elf")
    #expect(elf.kind == .elf && elf.segments[0].address == base && ToolchainTests.flat(elf) == built.binary)
    #expect(elf.entry == built.symbols["reset"])
    #expect(elf.dialogHeader == nil && elf.mcuboot == nil)
    let hex = try Image.recognise(built.hex, name: "program.hex")
    #expect(hex.kind == .intelHex && ToolchainTests.flat(hex) == built.binary && hex.entry == elf.entry)
    #expect(hex.symbols.isEmpty)
    let stripped = try Image.recognise(built.stripped, name: "stripped.elf")
    #expect(stripped.symbols.isEmpty && stripped.segments == elf.segments)
    let expected = BootLayout(
      start: .vectorTable, region: ram ? .ram : .flash, vectorTable: base, stackPointer: 0x07FC_8000,
      resetVector: built.symbols["reset"]! | 1)
    #expect(try elf.bootLayout() == expected)
    #expect(try hex.bootLayout() == expected)
    let raw = try Image.recognise(built.binary, name: "program.bin")
    #expect(raw.kind == .raw && raw.segments == [Image.Segment(address: base, bytes: built.binary)])
    #expect(try raw.bootLayout() == expected)
  }

  @Test func symbols() throws {
    let built = try Built(ram: false)
    let table = try Image.recognise(built.elf, name: "program.elf").symbols
    for name in ["reset", "fault", "step", "other", "vectors", "counter", "scratch"] {
      #expect(table.address(of: name) == built.symbols[name], "\(name)")
    }
    let reset = try #require(built.symbols["reset"])
    #expect(table.name(at: reset)?.description == "reset")
    #expect(table.name(at: reset | 1)?.description == "reset")
    #expect(table.name(at: reset + 4)?.description == "reset+0x4")
    // The alias has the same address; the global name is told.
    #expect(table.name(at: try #require(built.symbols["other"]))?.name == "fault")
    #expect(table.name(at: try #require(built.symbols["scratch"]) + 13)?.description == "scratch+0xd")
    #expect(table.name(at: 0x0800_0008)?.description == "vectors+0x8")
    #expect(table.name(at: 0x0800_0080) == nil)
    #expect(table.name(at: 0) == nil && table.name(at: .max) == nil)
    let end = try #require(table.functions.last)
    #expect(table.name(at: end.address + end.size - 2)?.name == end.name)
    #expect(table.name(at: end.address + end.size + 0x1000) == nil)
  }

  @Test func flashImageOfALinkedBinary() throws {
    let linked = try Built(ram: false).binary
    let bytes = try DialogHeader.flashImage(linked: linked, name: "program.bin")
    #expect(bytes.count == linked.count)
    #expect(Array(bytes.prefix(4)) == [0x71, 0x51, 0, 0])
    #expect(bytes[4] == 0x80 && Int(bytes[6]) << 8 | Int(bytes[7]) == bytes.count - 8)
    #expect(bytes[8..<0x100] == ArraySlice(linked[0..<0xF8]).reindexed(from: 8))
    #expect(bytes[0x100...] == linked[0x100...])
    let image = try Image.recognise(bytes, name: "program.img")
    #expect(image.kind == .dialogFlash)
    #expect(image.dialogHeader == DialogHeader(isQuad: true, isCached: true, imageSize: bytes.count))
    let boot = try image.bootLayout()
    #expect(boot.start == .flashHeader && boot.region == .flash && boot.vectorTable == 0x0800_0008)
    #expect(littleEndian(boot.stackPointer) + littleEndian(boot.resetVector) == Array(linked.prefix(8)))
  }

  @Test func headerInsideAnELFOrHexFile() throws {
    let folder = try Folder()
    let linked = try Built(ram: false).binary
    try folder.write("flash.img", try DialogHeader.flashImage(linked: linked, isQuad: false, name: "program.bin"))
    let objcopy = try Programs.toolchain("llvm-objcopy")
    try folder.succeed(
      objcopy,
      [
        "-I", "binary", "-O", "ihex", "--change-section-address", ".data=0x08000000", folder.path("flash.img"),
        folder.path("flash.hex"),
      ])
    let image = try Image.recognise(try folder.read("flash.hex"), name: "flash.hex")
    #expect(image.kind == .intelHex && image.dialogHeader?.isQuad == false)
    #expect(try image.bootLayout().start == .flashHeader)
    #expect(try image.bootLayout().vectorTable == 0x0800_0008)
  }
}

extension ArraySlice {
  func reindexed(from start: Int) -> ArraySlice {
    (Array(repeating: self[startIndex], count: start) + self)[start...]
  }
}
