/// The text of a file of records, Intel HEX or Motorola S-records.
struct RecordText {
  /// A line that is neither empty nor a comment, without the blanks around it.
  struct Line {
    /// Its number in the file; the first is 1.
    var number: Int
    var text: ArraySlice<UInt8>
  }

  /// The kinds of text, by the first line of a record in it.
  enum Kind { case intelHex, sRecords, other }

  /// Bytes of a file that decide what it is.
  private static let sampled = 4096

  private(set) var lines: [Line] = []
  /// The number of the last line.
  private(set) var count = 0

  /// Splits at line feeds, carriage returns or both; comments begin with `;`, `#` or `//`.
  init(_ bytes: [UInt8]) {
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.endIndex
      count += 1
      let text = RecordText.trimmed(bytes[start..<end])
      if !text.isEmpty && !RecordText.isComment(text) { lines.append(Line(number: count, text: text)) }
      start = end + 1
      if end + 1 < bytes.endIndex, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { start += 1 }
    }
  }

  /// Gives every line of a file to `add`, up to the one that ends the records, for which it answers `true`. Returns the note of
  /// what follows that, which is not looked at. Throws where no line ends them; `end` says which would.
  static func read(
    _ file: ImageFile, until end: String, _ add: (Line) throws(ImageError) -> Bool
  ) throws(ImageError) -> String? {
    let text = RecordText(file.bytes)
    for (index, line) in text.lines.enumerated() {
      if try add(line) { return file.noteOfRest(text, from: index + 1) }
    }
    throw file.error(
      .line(max(text.count, 1)), found: "the end of the file", expected: "an end record (\(end)); is the file cut off?")
  }

  /// What the text of `file` is in plain bytes, without byte-order mark, also where it is UTF-16; nil where it has no such
  /// mark, and is as it is.
  static func unmarked(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return nil }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index -> UInt16 in
      let (low, high) = isLittle ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
      return UInt16(low) | UInt16(high) << 8
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// What kind of text `bytes` begin with; nil where it is none. A record with a damaged byte is still one, and is told so;
  /// random bytes are not.
  static func kind(of bytes: [UInt8]) -> Kind? {
    let sample = Array(bytes.prefix(sampled))
    let ascii = sample.count { (0x20...0x7E).contains($0) || isBlank($0) || $0 == 0x0A || $0 == 0x0D }
    let isMostlyASCII = ascii * 4 >= sample.count * 3
    if isMostlyASCII, let records = records(in: RecordText(sample).lines) { return records }
    let others = sample.count { $0 >= 0x80 }
    guard (ascii + others) * 100 >= sample.count * 97, !sample.contains(0) else { return nil }
    // A character may be cut off at the sample's end.
    let whole = sample.count < sampled ? sample[...] : sample.dropLast(sample.reversed().prefix { $0 >= 0x80 }.count)
    return isMostlyASCII || ascii > 0 && String(validating: whole, as: UTF8.self) != nil ? .other : nil
  }

  private static func records(in lines: [Line]) -> Kind? {
    if let first = lines.first {
      if first.text.first == 0x3A { return .intelHex }
      if isSRecord(first.text) { return .sRecords }
    }
    // Something else before the records: whoever reads them names its line.
    if lines.contains(where: { $0.text.first == 0x3A && $0.text.count >= 11 && $0.text.dropFirst().allSatisfy(isDigit) }
    ) {
      return .intelHex
    }
    return lines.contains { isSRecord($0.text) } ? .sRecords : nil
  }

  /// "S", a type, and digits to the line's end.
  private static func isSRecord(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 10, text.first == 0x53, let type = text.dropFirst().first else { return false }
    return (0x30...0x39).contains(type) && text.dropFirst(2).prefix(8).allSatisfy(isDigit)
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = line.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  private static func isComment(_ text: ArraySlice<UInt8>) -> Bool {
    text.first == 0x3B || text.first == 0x23 || text.starts(with: [0x2F, 0x2F])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isDigit(_ byte: UInt8) -> Bool { digit(byte) != nil }

  // MARK: Digits

  /// The value of a hexadecimal digit.
  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// The bytes that a record has in digits behind its first `skipped` characters.
  static func bytes(_ line: Line, skipping skipped: Int, _ file: ImageFile) throws(ImageError) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for (column, digit) in line.text.dropFirst(skipped).enumerated() {
      guard let value = RecordText.digit(digit) else {
        throw file.error(
          .line(line.number), found: "\(character(digit)) in column \(column + skipped + 1)",
          expected: "a hexadecimal digit")
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else {
      throw file.error(
        .line(line.number), found: "an odd number of digits", expected: "two for every byte; is the line cut off?")
    }
    return bytes
  }

  static func hex(_ value: UInt8) -> String {
    "0x" + (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true)
  }

  /// A byte of the text in words.
  static func character(_ byte: UInt8) -> String {
    (0x21...0x7E).contains(byte) ? "'\(Character(UnicodeScalar(byte)))'" : "byte \(hex(byte))"
  }
}
