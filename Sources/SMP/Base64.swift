/// The base64 alphabet of RFC 4648, section 4, one character at a time and without tables.
public enum Base64 {
  /// The character that fills up the last group of four.
  public static let padding: UInt8 = 0x3D

  /// The character for the low six bits of `value`.
  public static func character(_ value: UInt8) -> UInt8 {
    switch value & 63 {
    case let v where v < 26: 0x41 &+ v
    case let v where v < 52: 0x61 &+ v &- 26
    case let v where v < 62: 0x30 &+ v &- 52
    case 62: 0x2B
    default: 0x2F
    }
  }

  /// The six bits that `character` stands for; nil when it is not of the alphabet.
  public static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case 0x41...0x5A: character &- 0x41
    case 0x61...0x7A: character &- 0x61 &+ 26
    case 0x30...0x39: character &- 0x30 &+ 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
