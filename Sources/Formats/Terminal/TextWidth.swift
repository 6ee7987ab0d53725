/// Columns that text takes on a terminal. No locale is asked: the answer is Unicode's East Asian Width (UAX #11), wide or
/// not, and nothing for what is drawn over the character before.
public enum TextWidth {
  /// Columns of one character: 0, 1 or 2.
  public static func of(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.isASCII { return 1 }
    if character.unicodeScalars.contains(where: { $0 == "\u{FE0F}" || isWide($0.value) }) { return 2 }
    return scalar.properties.generalCategory == .format ? 0 : 1
  }

  /// Columns of a line of text.
  public static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  /// The text in at most so many columns; one that is cut ends with an ellipsis.
  public static func clip(_ text: String, to columns: Int) -> String {
    guard columns > 0 else { return "" }
    guard of(text) > columns else { return text }
    var kept = ""
    var used = 0
    for character in text {
      let width = of(character)
      if used + width > columns - 1 { break }
      kept.append(character)
      used += width
    }
    return kept + "…"
  }

  /// The text without characters that would move the cursor.
  public static func printable(_ text: String) -> String {
    String(text.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "?" : $0 })
  }

  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
