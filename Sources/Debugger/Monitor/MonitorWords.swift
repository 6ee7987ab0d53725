import Formats

/// The words of a monitor command; quotes hold spaces.
enum MonitorWords {
  static func split(_ line: String) -> [String] {
    var words: [String] = []
    var rest = line[...]
    while let first = rest.first {
      if first == " " || first == "\t" {
        rest = rest.dropFirst()
      } else if first == "\"", let (_, after) = QuotedBytes.readPrefix(String(rest)) {
        // Quotes and escapes stay for who reads it.
        words.append(String(rest.dropLast(after.count)))
        rest = Substring(after)
      } else {
        let word = rest.prefix { $0 != " " && $0 != "\t" }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      }
    }
    return words
  }

  /// A number of 32 bits, decimal or after `0x` hexadecimal.
  static func number(_ text: String) -> UInt32? {
    text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
  }

  /// A number with a unit behind it; the first unit that fits counts.
  static func quantity(_ text: String, _ units: [(name: String, factor: Double)]) -> Double? {
    for unit in units where text.hasSuffix(unit.name) {
      guard let number = Double(text.dropLast(unit.name.count)), number.isFinite, number > 0 else { return nil }
      return number * unit.factor
    }
    return nil
  }
}
