import Testing

@testable import Images

@Suite struct UF2Tests {
  /// A block.
  static func block(
    _ number: Int, of count: Int, at address: UInt32, _ data: [UInt8], flags: UInt32 = 0, family: UInt32 = 0
  ) -> [UInt8] {
    var bytes = littleEndian(0x0A32_4655) + littleEndian(0x9E5D_5157) + littleEndian(flags) + littleEndian(address)
    bytes += littleEndian(UInt32(data.count)) + littleEndian(UInt32(number)) + littleEndian(UInt32(count))
    bytes += littleEndian(family) + data + [UInt8](repeating: 0, count: 476 - data.count)
    return bytes + littleEndian(0x0AB1_6F30)
  }

  static func blocks(_ bytes: [UInt8], at address: UInt32, flags: UInt32 = 0, family: UInt32 = 0) -> [[UInt8]] {
    let count = (bytes.count + 255) / 256
    return (0..<count).map { number in
      block(
        number, of: count, at: address + UInt32(256 * number), Array(bytes.dropFirst(256 * number).prefix(256)),
        flags: flags, family: family)
    }
  }

  private let bytes = program(reset: 0x0800_0040, code: 1_000)

  @Test func blocksInAnyOrder() throws {
    let blocks = Self.blocks(bytes, at: 0x0800_0000)
    for order in [blocks, Array(blocks.reversed()), Array(blocks.dropFirst(2) + blocks.prefix(2))] {
      let image = try Image.recognise(order.flatMap { $0 }, name: "file")
      #expect(image.kind == .uf2 && image.segments == [.init(address: 0x0800_0000, bytes: bytes)] && image.note == nil)
      #expect(try image.bootLayout().resetVector == 0x0800_0041)
    }
  }

  @Test func families() throws {
    let unknown = Self.blocks(bytes, at: 0x0800_0000, flags: 0x2000, family: 0x1234_5678)
    let image = try Image.recognise(unknown.flatMap { $0 }, name: "file")
    #expect(image.segments.count == 1)
    #expect(image.note == "a family of chips that is not known here, 0x12345678: its addresses count")
    let other = Self.blocks(bytes, at: 0x1000_0000, flags: 0x2000, family: 0xE48B_FF56)
    #expect(
      refusal(other.flatMap { $0 })?.hasPrefix(
        "file, offset 0x1c: a UF2 file for another chip, RP2040 (family 0xE48BFF56), expected one for the DA14681")
        == true)
    #expect(refusal(Self.block(0, of: 1, at: 0x1000_0000, [1]))?.contains("data of 1 bytes at 0x10000000") == true)
  }

  @Test func whatIsNotForTheMainFlashIsLeftOut() throws {
    let image = try Image.recognise(
      Self.block(0, of: 2, at: 0x0800_0000, Array(bytes.prefix(256)))
        + Self.block(1, of: 2, at: 0x1000_0000, [9, 9], flags: 1), name: "")
    #expect(image.segments == [.init(address: 0x0800_0000, bytes: Array(bytes.prefix(256)))])
    #expect(refusal(Self.block(0, of: 1, at: 0, [1], flags: 0x1000))?.contains("a UF2 file that holds files") == true)
  }

  @Test func damage() {
    let blocks = Self.blocks(bytes, at: 0x0800_0000)
    let whole = blocks.flatMap { $0 }
    #expect(
      refusal(Array(whole.dropLast(12)))?.contains("a block of 500 bytes, expected 512 bytes; is the file cut off?")
        == true)
    #expect(refusal(blocks.dropLast().flatMap { $0 })?.contains("without number 4, expected all 5") == true)
    #expect(refusal(blocks.dropFirst().flatMap { $0 })?.contains("without number 0") == true)
    #expect(refusal(whole + blocks[0])?.contains("block 0 a second time, expected every number once") == true)
    #expect(
      refusal(whole.with([7], at: 512 + 508))?.hasPrefix("file, offset 0x3fc: 0x0AB16F07, expected 0x0AB16F30") == true)
    #expect(refusal(whole.with([7], at: 512 + 5))?.hasPrefix("file, offset 0x204: ") == true)
    #expect(refusal(whole.with(littleEndian(477), at: 16))?.contains("477 bytes of data in a block") == true)
    #expect(refusal(whole.with(littleEndian(5), at: 20))?.contains("block 5 of 5, expected a number below 5") == true)
    #expect(refusal(whole.with(littleEndian(6), at: 512 + 24))?.contains("a file of 6 blocks, expected 5") == true)
    #expect(refusal(whole.with(littleEndian(0xFFFF_FFFF), at: 12))?.contains("expected an end below 4 GiB") == true)
    #expect(refusal(whole.with(littleEndian(0x0800_0100), at: 12))?.contains("a second time") == true)
    #expect(refusal(Array(whole.prefix(20)))?.contains("a block of 20 bytes") == true)
  }
}
