import Testing

@testable import Images

/// Images of the vendor's SDK, whose start-up code relies on the flash header before them.
@Suite struct VendorHeaderTests {
  /// Vectors, unusable words at 0xF8, and a literal of the start-up code.
  private func linked(literal: UInt32 = 0x0800_0008) -> [UInt8] {
    var bytes = program(reset: 0x0800_0200, code: 0x300)
    bytes.replaceSubrange(0xF8..<0x100, with: littleEndian(0xDEAD_BEEF) + littleEndian(0xDEAD_BEEF))
    bytes.replaceSubrange(0x240..<0x244, with: littleEndian(literal))
    return bytes
  }

  private func elf(_ bytes: [UInt8]) -> [UInt8] {
    ELFLayout(
      entry: 0x0800_0201,
      segments: [
        .init(
          offset: 0x100, virtual: 0x0800_0000, physical: 0x0800_0000, fileSize: bytes.count, memorySize: bytes.count),
        .init(offset: 0x800, virtual: 0x07FC_4000, physical: 0x0800_1000, fileSize: 8, memorySize: 8),
      ], contents: [(0x100, bytes), (0x800, [1, 2, 3, 4, 5, 6, 7, 8])]
    ).bytes
  }

  @Test func aBinaryGetsTheHeader() throws {
    let bytes = linked()
    let image = try Image.recognise(bytes, name: "sdk.bin")
    #expect(image.kind == .raw && image.dialogHeader?.imageSize == bytes.count)
    let flat = image.segments.flatMap(\.bytes)
    #expect(flat.count == bytes.count && image.segments.map(\.address) == [0x0800_0000, 0x0800_0100])
    let size = bytes.count - 8
    let header: [UInt8] = [0x71, 0x51, 0, 0, 0x80, 0, UInt8(size >> 8), UInt8(size & 0xFF)]
    #expect(flat[..<8] == header[...])
    #expect(flat[8..<0x100].elementsEqual(bytes[..<0xF8]))
    #expect(flat[0x100...] == bytes[0x100...])
    #expect(image.note?.hasSuffix("the flash header was put before it") == true)
    let layout = try image.bootLayout()
    #expect(layout.start == .flashHeader && layout.vectorTable == 0x0800_0008 && layout.resetVector == 0x0800_0201)
    let (segments, isBootable) = image.flashSegments()
    #expect(isBootable && segments == image.segments)
  }

  @Test func anELFGetsItToo() throws {
    let image = try Image.recognise(elf(linked()), name: "sdk.elf")
    #expect(image.kind == .elf && image.dialogHeader?.imageSize == 0x1008)
    #expect(image.segments.map(\.address) == [0x0800_0000, 0x0800_0100, 0x0800_1000])
    #expect(try image.bootLayout().start == .flashHeader)
  }

  @Test func othersDoNot() throws {
    for literal in [0x0800_0000, 0x0800_000C, 0x0700_0008] as [UInt32] {
      let image = try Image.recognise(linked(literal: literal), name: "")
      #expect(image.dialogHeader == nil && image.segments.count == 1)
      #expect(try image.bootLayout().start == .vectorTable)
    }
    // Not at a word's place.
    var bytes = linked(literal: 0)
    bytes.replaceSubrange(0x241..<0x245, with: littleEndian(0x0800_0008))
    #expect(try Image.recognise(bytes, name: "").dialogHeader == nil)
    // With the header it is as it is.
    let headed = try DialogHeader.flashImage(linked: linked(), name: "", dropsGap: true)
    #expect(try Image.recognise(headed, name: "").segments == [.init(address: 0x0800_0000, bytes: headed)])
  }
}
