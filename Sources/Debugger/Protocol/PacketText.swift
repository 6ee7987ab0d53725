import Link

/// Packets as bytes: checksums and escapes.
enum PacketText {
  /// The whole packet around some contents.
  static func frame(_ contents: [UInt8]) -> [UInt8] {
    let escaped = escape(contents)
    return [UInt8(ascii: "$")] + escaped + [UInt8(ascii: "#")] + HexText.of([checksum(escaped)]).utf8
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
}
