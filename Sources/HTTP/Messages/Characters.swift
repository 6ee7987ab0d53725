/// What bytes of a message may be.
enum Characters {
  /// The value of a hexadecimal digit.
  static func hexadecimal(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 0x37
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 0x57
    default: nil
    }
  }

  /// Whether a name is of characters that names may have (`token`, RFC 9110 section 5.6.2).
  static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: marks.contains(byte)
        }
      }
  }

  private static let marks = Array("!#$%&'*+-.^_`|~".utf8)

  /// Whether a byte is one that is seen (`VCHAR`, RFC 5234).
  static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

  /// Whether a byte may stand in the value of a field: no control character but the tabulator (RFC 9110 section 5.5).
  static func isOfValue(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x09 }

  /// A text without spaces and tabulators around it.
  static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    var bytes = bytes.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return bytes
  }
}
