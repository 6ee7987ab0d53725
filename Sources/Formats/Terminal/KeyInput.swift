/// Keys in what a terminal sends.
public enum KeyInput {
  /// The plain keys among the bytes, in lower case. Escape sequences, which arrows, function keys and the mouse send (ECMA-48,
  /// 5.4), are left out whole; control characters stay.
  public static func keys(_ bytes: [UInt8]) -> [Character] {
    var keys: [Character] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B else {
        if byte < 0x80 { keys.append(Character(Unicode.Scalar(byte).properties.lowercaseMapping)) }
        continue
      }
      switch rest.first {
      case UInt8(ascii: "["):
        rest = rest.dropFirst().drop { !(0x40...0x7E).contains($0) }.dropFirst()
      case UInt8(ascii: "O"): rest = rest.dropFirst(2)
      default: rest = rest.dropFirst()
      }
    }
    return keys
  }
}
