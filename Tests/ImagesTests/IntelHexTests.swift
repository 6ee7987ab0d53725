import Foundation
import Programs
import Testing

@testable import Images

struct IntelHexTests {
  static func recognise(_ lines: [String], end: String = "\n") throws(ImageError) -> Image {
    try Image.recognise(Array((lines.joined(separator: end) + end).utf8), name: "file")
  }

  static func refusalOf(_ lines: [String]) -> String? { refusal(Array((lines.joined(separator: "\n") + "\n").utf8)) }

  /// A record with its checksum.
  static func record(_ type: UInt8, _ offset: UInt16, _ data: [UInt8]) -> String {
    let bytes = [UInt8(data.count), UInt8(offset >> 8), UInt8(offset & 0xFF), type] + data
    return ":"
      + (bytes + [0 &- bytes.reduce(0, &+)]).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
      .joined()
  }

  static let flash = record(4, 0, [0x08, 0x00])
  static let end = ":00000001FF"

  @Test(arguments: ["\n", "\r\n", "\n\n", "  \r\n", "\r", "\r\r\n", "\t\n; a comment\r\n"]) func lineEnds(
    _ lineEnd: String
  ) throws {
    let lines = [
      IntelHexTests.flash, ":0400000001020304F2", IntelHexTests.record(5, 0, [8, 0, 1, 1]).lowercased(),
      IntelHexTests.end,
    ]
    let image = try IntelHexTests.recognise(lines, end: lineEnd)
    #expect(image.kind == .intelHex && image.entry == 0x0800_0100)
    #expect(image.segments == [Image.Segment(address: 0x0800_0000, bytes: [1, 2, 3, 4])])
    // Without a line end after the last record.
    #expect(try Image.recognise(Array(lines.joined(separator: lineEnd).utf8), name: "").segments == image.segments)
  }

  @Test func segmentRecords() throws {
    // Paragraphs reach the first MiB only, so the load addresses cannot lie in the band's memories.
    #expect(
      IntelHexTests.refusalOf([
        IntelHexTests.record(2, 0, [0xF0, 0x00]), IntelHexTests.record(0, 0xFFFE, [1, 2, 3]), IntelHexTests.end,
      ])
        == "file:2: data of 1 bytes at 0x000F0000, expected flash (1048576 bytes at 0x08000000), "
        + "RAM (131072 bytes at 0x07FC0000) or cache RAM (16384 bytes at 0x07FE0000)")
  }

  @Test func piecesAreSortedAndJoined() throws {
    let image = try IntelHexTests.recognise([
      IntelHexTests.flash, IntelHexTests.record(0, 0x10, [5, 6]), IntelHexTests.record(0, 0x02, [3, 4]),
      IntelHexTests.record(0, 0x00, [1, 2]), IntelHexTests.record(0, 0xFFFF, [9, 10]),
      IntelHexTests.record(4, 0, [0x07, 0xFC]), IntelHexTests.record(0, 0, [7]), IntelHexTests.end,
    ])
    #expect(
      image.segments == [
        Image.Segment(address: 0x07FC_0000, bytes: [7]), Image.Segment(address: 0x0800_0000, bytes: [1, 2, 3, 4]),
        Image.Segment(address: 0x0800_0010, bytes: [5, 6]), Image.Segment(address: 0x0800_FFFF, bytes: [9, 10]),
      ])
  }

  @Test func errors() {
    let flash = IntelHexTests.flash
    let end = IntelHexTests.end
    #expect(
      IntelHexTests.refusalOf([flash, ":0400000001020304F3", end]) == "file:2: checksum 0xF3, expected 0xF2")
    #expect(
      IntelHexTests.refusalOf([flash, ":04000000010203", end])
        == "file:2: a record of 7 bytes, expected 9 bytes, as its first byte says; is the line cut off?")
    #expect(
      IntelHexTests.refusalOf([flash, ":040000000102030", end])
        == "file:2: an odd number of digits, expected two for every byte; is the line cut off?")
    #expect(
      IntelHexTests.refusalOf([flash, ":", end])
        == "file:2: a record of 0 bytes, expected 5 bytes, as its first byte says; is the line cut off?")
    #expect(
      IntelHexTests.refusalOf([flash, ":04000000010G0304F2", end])
        == "file:2: 'G' in column 13, expected a hexadecimal digit")
    #expect(
      IntelHexTests.refusalOf([flash, ":04000000\u{1}10G0304F2", end])
        == "file:2: byte 0x01 in column 10, expected a hexadecimal digit")
    #expect(
      IntelHexTests.refusalOf([flash, "", "x", end]) == "file:3: a line that starts with 'x', expected a colon")
    #expect(
      IntelHexTests.refusalOf([flash, ":0400000001020304F2"])
        == "file:2: the end of the file, expected an end record (:00000001FF); is the file cut off?")
    #expect(
      IntelHexTests.refusalOf([IntelHexTests.record(6, 0, []), end])
        == "file:1: a record of type 6, expected type 0 to 5")
    #expect(
      IntelHexTests.refusalOf([IntelHexTests.record(4, 0, [8]), end])
        == "file:1: 1 bytes of data in a record of type 4, expected 2")
    #expect(IntelHexTests.refusalOf([end]) == "file: no data records, expected at least one")
    let data = IntelHexTests.record(0, 0, [1, 2, 3, 4])
    #expect(
      IntelHexTests.refusalOf([flash, data, IntelHexTests.record(0, 3, [4]), end])
        == "file:3: data for 0x08000003 a second time, expected every address once")
    #expect(
      IntelHexTests.refusalOf([
        IntelHexTests.record(4, 0, [0x08, 0x0F]), IntelHexTests.record(0, 0xFFFE, [1, 2, 3]), end,
      ])
        == "file:2: data of 3 bytes at 0x080FFFFE, expected at most 2 bytes there: "
        + "flash has 1048576 bytes at 0x08000000")
    #expect(
      IntelHexTests.refusalOf([
        IntelHexTests.record(4, 0, [0xFF, 0xFF]), IntelHexTests.record(0, 0xFFFF, [1, 2]), end,
      ])?
      .hasPrefix("file:2: data of 1 bytes at 0x00000000") == true)
  }

  @Test func everyTruncationIsRefused() throws {
    let hex = try ELFTests.elf.get().hex
    // Without the whole end record the file is cut off, wherever the cut is.
    let text = String(decoding: hex, as: UTF8.self)
    let body = text[..<text.range(of: ":00000001FF")!.lowerBound].utf8.count
    for count in 1..<(body + 11) where count % 7 == 1 || count > body {
      #expect(refusal(Array(hex.prefix(count)))?.hasPrefix("file:") == true, "\(count)")
    }
    #expect(refusal(Array(hex.prefix(body + 11))) == nil)
  }

  /// What the Python package intelhex writes, segment and linear, is read back, and our reading agrees with its own.
  @Test func intelhexFiles() throws {
    let folder = try Folder()
    let program = """
      import random, sys
      from intelhex import IntelHex
      rng = random.Random(7)
      hex = IntelHex()
      for base, size in ((0x07fc0000, 1000), (0x0800fff0, 0x40), (0x08020000, 70000), (0x080fff00, 0x100)):
          for offset in range(size):
              hex[base + offset] = rng.randrange(256)
      hex.start_addr = {"EIP": 0x08020101}
      hex.write_hex_file(sys.argv[1], byte_count=29)
      hex.tobinfile(sys.argv[2], start=0x07fc0000, size=0x140000)
      """
    try folder.succeed(try Programs.client("python"), ["-c", program, folder.path("a.hex"), folder.path("a.bin")])
    let image = try Image.read(path: folder.path("a.hex"))
    let expected = try folder.read("a.bin")
    #expect(image.segments.map(\.address) == [0x07FC_0000, 0x0800_FFF0, 0x0802_0000, 0x080F_FF00])
    #expect(image.segments.map(\.bytes.count) == [1000, 0x40, 70000, 0x100])
    #expect(image.entry == 0x0802_0100)
    for segment in image.segments {
      let start = Int(segment.address - 0x07FC_0000)
      #expect(segment.bytes == Array(expected[start..<(start + segment.bytes.count)]))
    }
  }
}
