import Testing

@testable import Images

@Suite struct ForeignFormatTests {
  private func padded(_ start: [UInt8]) -> [UInt8] { start + [UInt8](repeating: 0, count: 64) }

  @Test(arguments: [
    ("%PDF-1.7\nsome text that may follow, line by line\n", "a PDF document"), ("GIF89a", "a GIF picture"),
    ("MZ", "a program for Windows"), ("BZh9", "a bzip2 archive"), ("RIFF", "a RIFF file"),
    ("PK\u{3}\u{4}", "a ZIP archive"), ("!<arch>\n", "a static library"),
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

  @Test func pictures() throws {
    #expect(refusal(padded([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]))?.contains("a PNG picture") == true)
    #expect(refusal(padded([0xFF, 0xD8, 0xFF, 0xE0]))?.contains("a JPEG picture") == true)
    let tar = [UInt8](repeating: 0, count: 257) + Array("ustar".utf8) + [UInt8](repeating: 0, count: 250)
    #expect(refusal(tar)?.contains("a tar archive") == true)
    // As large as a flash is.
    #expect(refusal([0xFF, 0xD8, 0xFF] + [UInt8](repeating: 7, count: 300_000))?.contains("a JPEG picture") == true)
  }

  /// A vector table outweighs: a stack pointer may look like a magic number.
  @Test func aVectorTableOutweighsAMagicNumber() throws {
    let bytes = padded([0x70, 0x61, 0xFC, 0x07, 0x09, 0x00, 0xFC, 0x07])
    #expect(try Image.recognise(bytes, name: "").kind == .raw)
  }
}
