/// How bytes are written in a URL (RFC 3986 section 2.1).
enum PercentEncoding {
  /// The text that was meant; the text itself where an escape is none, or where the bytes are no UTF-8.
  static func decode(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(Characters.hexadecimal),
        let low = rest.popFirst().flatMap(Characters.hexadecimal)
      else { return text }
      bytes.append(UInt8(high << 4 | low))
    }
    return String(validating: bytes, as: UTF8.self) ?? text
  }
}
