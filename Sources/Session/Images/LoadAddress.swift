import Boards

/// Where bytes without a format are loaded, as people write it.
public enum LoadAddress {
  /// Where they go if nobody says otherwise: the start of RAM.
  public static func usual(on board: BoardModel) -> UInt32 { board.chip.memories.ram.base }
  /// What is accepted.
  public static let expected = "an address such as 0x07FC0000"

  /// The address that `text` names in hexadecimal, with or without 0x; nil where it is none.
  public static func parse(_ text: String) -> UInt32? {
    let isMarked = text.hasPrefix("0x") || text.hasPrefix("0X")
    let digits = isMarked ? text.dropFirst(2) : Substring(text)
    return digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
  }
}
