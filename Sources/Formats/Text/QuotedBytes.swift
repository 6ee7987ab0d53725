/// Bytes as text that a person can read and change: printable ASCII as it is, the rest escaped as in C.
package enum QuotedBytes {
  /// What `read` takes, for error messages.
  package static let expected = #"bytes in quotes, such as "os\r\n\x06\t""#

  private static let short: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "\""): UInt8(ascii: "\""),
  ]
  private static let letters = Dictionary(uniqueKeysWithValues: short.map { ($0.value, $0.key) })

  /// `bytes` in quotes.
  package static func quote(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = [UInt8(ascii: "\"")]
    for byte in bytes {
      if let letter = letters[byte] {
        text += [UInt8(ascii: "\\"), letter]
      } else if (0x20..<0x7F).contains(byte) {
        text.append(byte)
      } else {
        text += Array("\\x".utf8) + [digit(byte >> 4), digit(byte & 15)]
      }
    }
    return String(decoding: text + [UInt8(ascii: "\"")], as: UTF8.self)
  }

  /// The bytes of one quoted text, and nothing else; `nil` where it is none.
  package static func read(_ text: String) -> [UInt8]? {
    guard let (bytes, rest) = readPrefix(text), rest.isEmpty else { return nil }
    return bytes
  }

  /// The bytes of a quoted text at the start, and what follows it.
  package static func readPrefix(_ text: String) -> (bytes: [UInt8], rest: Substring)? {
    var rest = text.utf8[...]
    guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return (bytes, Substring(rest))
      case UInt8(ascii: "\\"):
        guard let escape = rest.popFirst() else { return nil }
        if let plain = short[escape] {
          bytes.append(plain)
        } else {
          guard escape == UInt8(ascii: "x"), let high = rest.popFirst().flatMap(value),
            let low = rest.popFirst().flatMap(value)
          else { return nil }
          bytes.append(high << 4 | low)
        }
      // Text that was typed beyond ASCII stands for its UTF-8.
      default: bytes.append(byte)
      }
    }
    return nil
  }

  private static func digit(_ value: UInt8) -> UInt8 { Array("0123456789abcdef".utf8)[Int(value)] }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
