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
  var text: String { isLit ? "\(name) ● \(color)" : "\(name) ○" }

  /// Text for a terminal with the lit LEDs of it in their colours.
  public static func colored(_ text: String) -> String {
    var colored = text
    for (color, code) in codes {
      colored = colored.replacing("● \(color)", with: "\u{1B}[\(code)m●\u{1B}[39m \(color)")
    }
    return colored
  }

  /// The terminal's codes of bright colours.
  private static let codes = [
    ("red", 91), ("green", 92), ("yellow", 93), ("blue", 94), ("magenta", 95), ("cyan", 96), ("white", 97),
  ]
}
