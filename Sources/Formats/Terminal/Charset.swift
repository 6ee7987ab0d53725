import Glibc

/// The charset of the locale, in which people read what is printed.
public struct Charset: Sendable {
  /// That of the environment. A locale that is not installed counts by its name, as in a container that has none.
  public static let current = Charset(
    installed: newlocale(LC_CTYPE_MASK, "", nil).map { locale in
      defer { freelocale(locale) }
      return String(cString: nl_langinfo_l(nl_item(CODESET), locale))
    },
    variables: (["LC_ALL", "LC_CTYPE", "LANG"] as [String]).map { name in
      getenv(name).map { String(cString: $0) } ?? ""
    })

  /// Its name, such as `UTF-8` or `ISO-8859-1`.
  package let name: String

  package init(_ name: String) { self.name = name }

  /// `installed` is the charset of an installed locale; `variables` are those that name the locale, the strongest first.
  package init(installed: String?, variables: [String]) {
    let locale = variables.first { !$0.isEmpty } ?? ""
    let suffix = locale.split(separator: "@").first?.split(separator: ".").dropFirst().first.map(String.init)
    self.init(installed ?? suffix ?? "ANSI_X3.4-1968")
  }

  /// Whether every character can be shown.
  public var isUnicode: Bool { ["utf8", "utf-8"].contains(name.lowercased()) }

  /// What we draw with, in ASCII.
  private static let plain: [Character: String] = [
    "█": "#", "▓": "#", "▒": "+", "░": ".", "▀": "'", "▄": ".", "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+",
    "╯": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┼": "+", "µ": "u", "μ": "u", "°": "deg",
    "·": "*", "●": "*", "○": "o", "…": "...", "–": "-", "—": "-", "×": "x", "±": "+-", "≤": "<=", "≥": ">=", "→": "->",
    "’": "'",
    "‘": "'", "“": "\"", "”": "\"",
  ]

  /// The text's bytes. Where the charset is not Unicode's, what we draw with becomes ASCII, and of the rest what the
  /// charset does not have becomes a question mark.
  public func encode(_ text: String) -> [UInt8] {
    if isUnicode || text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
    var plain = ""
    for character in text { plain += Charset.plain[character] ?? String(character) }
    if plain.utf8.allSatisfy({ $0 < 0x80 }) { return Array(plain.utf8) }
    return converted(plain)
  }

  private func converted(_ text: String) -> [UInt8] {
    let converter = iconv_open(name, "UTF-8")
    guard converter != iconv_t(bitPattern: -1) else { return text.map { $0.asciiValue ?? UInt8(ascii: "?") } }
    defer { iconv_close(converter) }
    return text.flatMap { Charset.convert($0, converter) ?? [UInt8(ascii: "?")] }
  }

  /// One character's bytes; `nil` where the charset has none.
  private static func convert(_ character: Character, _ converter: iconv_t?) -> [UInt8]? {
    var input = Array(String(character).utf8).map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 32)
    var (left, room) = (input.count, output.count)
    let isDone = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (from, to) = (input.baseAddress, output.baseAddress)
        return iconv(converter, &from, &left, &to, &room) == 0 && left == 0
      }
    }
    guard isDone else {
      iconv(converter, nil, nil, nil, nil)
      return nil
    }
    return output.prefix(output.count - room).map { UInt8(bitPattern: $0) }
  }
}
