import Formats

/// An LED, or several in one case, as a person sees it.
public struct LiveLight: Equatable, Sendable {
  /// As reports call it.
  public var name: String
  /// What it shines in; `off` while it is dark.
  public var color: String

  /// A light of this colour.
  public init(name: String, color: String) {
    self.name = name
    self.color = color
  }

  /// Whether it shines.
  public var isLit: Bool { color != "off" }

  /// Its picture and its colour in words.
  var text: String { isLit ? "\(name) \(LiveLight.lit) \(color)" : "\(name) ○" }
  /// The same in a width that is that of every colour, so that what stands behind it does not move.
  var paddedText: String {
    text + String(repeating: " ", count: LiveLight.longest - (isLit ? min(color.count, LiveLight.longest) : -1))
  }
  /// Its colour in words alone.
  var words: String { "\(name) \(color)" }

  /// The columns of a line of the view that have a colour of their own, with a terminal's code of it: the lit LEDs.
  public static func colors(in line: String) -> [Int: Int] {
    guard line.contains(lit) else { return [:] }
    var colors: [Int: Int] = [:]
    var column = 0
    for place in line.indices {
      if line[place] == lit {
        colors[column] = codes[String(line[place...].dropFirst(2).prefix { $0.isLetter })]
      }
      column += TextWidth.of(line[place])
    }
    return colors
  }

  /// The longest name of a colour, in columns.
  private static let longest = codes.keys.map(\.count).max() ?? 0

  /// The picture of one that shines.
  private static let lit: Character = "●"

  /// A terminal's codes of colours (ECMA-48 SGR), bright ones but for orange, which it has not: its dark yellow is the nearest.
  private static let codes = [
    "red": 91, "orange": 33, "yellow": 93, "green": 92, "cyan": 96, "blue": 94, "magenta": 95, "white": 97,
  ]
}
