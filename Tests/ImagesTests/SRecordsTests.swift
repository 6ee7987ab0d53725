import Programs
import Testing

@testable import Images

@Suite struct SRecordsTests {
  /// A record with its length and checksum.
  static func record(_ type: Int, _ address: UInt32, _ data: [UInt8] = []) -> String {
    let size = [0: 2, 1: 2, 2: 3, 3: 4, 5: 2, 6: 3, 7: 4, 8: 3, 9: 2][type] ?? 2
    var bytes = (0..<size).reversed().map { UInt8(truncatingIfNeeded: address >> UInt32(8 * $0)) } + data
    bytes.insert(UInt8(bytes.count + 1), at: 0)
    bytes.append(~bytes.reduce(0, &+))
    return "S\(type)" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
  }

  private func image(_ lines: [String], end: String = "\n") throws -> Image {
    try Image.recognise(Array((lines.joined(separator: end) + end).utf8), name: "file")
  }

  private func refusalOf(_ lines: [String]) -> String? { refusal(Array(lines.joined(separator: "\n").utf8)) }

  @Test(arguments: ["\n", "\r\n", "\r"]) func allWidths(_ end: String) throws {
    let read = try image(
      [
        Self.record(0, 0, Array("app".utf8)), Self.record(3, 0x0800_0000, [1, 2, 3]), Self.record(3, 0x07FC_0010, [9]),
        Self.record(3, 0x0800_0003, [4]), Self.record(5, 3), Self.record(7, 0x0800_0101),
      ], end: end)
    #expect(read.kind == .sRecords && read.entry == 0x0800_0100 && read.note == nil)
    #expect(
      read.segments == [.init(address: 0x07FC_0010, bytes: [9]), .init(address: 0x0800_0000, bytes: [1, 2, 3, 4])])
    // Shorter addresses cannot reach the memories.
    #expect(
      refusalOf([Self.record(1, 0x1000, [1]), Self.record(9, 0)])?.contains("data of 1 bytes at 0x00001000") == true)
    #expect(
      refusalOf([Self.record(2, 0x80_0000, [1]), Self.record(8, 0)])?.hasPrefix("file:1: data of 1 bytes at 0x00800000")
        == true)
  }

  /// What objcopy writes is what it read.
  @Test(arguments: [false, true]) func objcopysFiles(_ ram: Bool) throws {
    let built = try Built(ram: ram)
    let folder = try Folder()
    try folder.write("program.elf", built.elf)
    try folder.succeed(
      try Programs.toolchain("llvm-objcopy"), ["-O", "srec", folder.path("program.elf"), folder.path("program.srec")])
    let image = try Image.read(path: folder.path("program.srec"))
    let elf = try Image.recognise(built.elf, name: "")
    #expect(image.kind == .sRecords && ToolchainTests.flat(image) == built.binary && image.entry == elf.entry)
    #expect(try image.bootLayout() == elf.bootLayout())
  }

  @Test func comments() throws {
    let lines = [Self.record(3, 0x0800_0000, [1]), Self.record(7, 0)]
    let read = try image(["; a comment", ""] + lines + ["what follows"])
    #expect(read.entry == nil && read.note == "what follows the end record is ignored, from line 5 on")
    #expect(
      try Image.recognise([0xEF, 0xBB, 0xBF] + Array(lines.joined(separator: "\n").utf8), name: "").kind == .sRecords)
  }

  @Test func errors() {
    let data = Self.record(3, 0x0800_0000, [1, 2, 3, 4])
    let end = Self.record(7, 0)
    #expect(
      refusalOf([data.dropLast() + "0", end])?.hasPrefix("file:1: checksum 0x") == true)
    #expect(
      refusalOf([data, String(data.dropLast(2)), end])?.hasPrefix("file:2: a record of 9 bytes, expected 10") == true)
    #expect(refusalOf([data, String(data.dropLast(1)), end])?.hasPrefix("file:2: an odd number of digits") == true)
    #expect(
      refusalOf([data, "S4" + data.dropFirst(2), end])?.hasPrefix("file:2: a record of type S4, expected S0 to") == true
    )
    #expect(refusalOf([data, "SX00", end])?.hasPrefix("file:2: a record of type SX") == true)
    #expect(refusalOf([data, "hello", end]) == "file:2: a line that starts with 'h', expected 'S' and a digit")
    #expect(refusalOf([data, "S30G", end])?.hasPrefix("file:2: 'G' in column 4, expected a hexadecimal digit") == true)
    #expect(refusalOf([data, data, end])?.contains("data for 0x08000000 a second time") == true)
    #expect(
      refusalOf([data, Self.record(5, 2), end])
        == "file:2: a count of 2 records, expected 1, as many as stand before it")
    #expect(
      refusalOf([data]) == "file:1: the end of the file, expected an end record (S7, S8 or S9); is the file cut off?")
    #expect(refusalOf([Self.record(0, 0), end]) == "file: no data records, expected at least one")
    #expect(refusalOf([Self.record(3, 0xFFFF_FFFE, [1, 2, 3]), end])?.contains("expected an end below 4 GiB") == true)
  }
}
