import Testing

@testable import Images

@Suite struct ForeignFormatTests {
  private func padded(_ start: [UInt8]) -> [UInt8] { start + [UInt8](repeating: 0, count: 64) }

  @Test(arguments: [
    ("S00600004844521B\nS1130000285F245F2212226A000424290008237C2A\n", "Motorola S-records, expected Intel HEX"),
    ("UF2\n", "a UF2 file"), ("PK\u{3}\u{4}", "a ZIP archive"), ("!<arch>\n", "a static library"),
    ("pa", "a SUOTA update image of the DA1468x"), ("pQ", "an image for the DA1458x, another chip"),
  ])
  func isNamed(start: String, words: String) throws {
    let text = try #require(refusal(padded(Array(start.utf8))))
    #expect(text.hasPrefix("file: \(words)"), "\(text)")
  }

  @Test func archives() throws {
    #expect(refusal(padded([0x1F, 0x8B]))?.contains("a gzip archive") == true)
    #expect(refusal(padded([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]))?.contains("an xz archive") == true)
  }

  /// A vector table outweighs: a stack pointer may look like a magic number.
  @Test func aVectorTableOutweighsAMagicNumber() throws {
    let bytes = padded([0x70, 0x61, 0xFC, 0x07, 0x09, 0x00, 0xFC, 0x07])
    #expect(try Image.recognise(bytes, name: "").kind == .raw)
  }
}
