/// Packets as bytes: checksums, escapes, hexadecimal digits.
enum PacketText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// The whole packet around some contents.
  static func frame(_ contents: [UInt8]) -> [UInt8] {
    let escaped = escape(contents)
    let sum = checksum(escaped)
    return [UInt8(ascii: "$")] + escaped + [UInt8(ascii: "#"), digits[Int(sum >> 4)], digits[Int(sum & 15)]]
  }

  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt8 { bytes.reduce(0, &+) }

  /// `}`, `#`, `$` and `*` become `}` and the byte with bit 5 changed.
  static func escape(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: isSpecial) else { return bytes }
    return bytes.flatMap { isSpecial($0) ? [UInt8(ascii: "}"), $0 ^ 0x20] : [$0] }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "}") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "*")
  }

  static func unescape(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "}")) else { return bytes }
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        plain.append(byte ^ 0x20)
        isEscaped = false
      } else if byte == UInt8(ascii: "}") {
        isEscaped = true
      } else {
        plain.append(byte)
      }
    }
    return plain
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The bytes of hexadecimal digits; `nil` where they are not pairs of digits.
  static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text {
      guard let digit = digit(character) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return bytes
  }
}
