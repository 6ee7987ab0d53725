import Formats

/// How a run is followed.
public enum ViewChoice: Equatable, Sendable {
  /// The picture, drawn again where it changes.
  case screen
  /// A line whenever something worth saying has changed; `reason` says why no screen was chosen, where a person may wonder.
  case lines(reason: String?)

  /// What is known of the terminal.
  public struct Terminal: Sendable {
    /// Standard input is one.
    public var hasInput: Bool
    /// Standard output is one.
    public var hasOutput: Bool
    /// We are in its foreground.
    public var isForeground: Bool
    /// It is written in this charset.
    public var charset: Charset

    /// A terminal as it was found.
    public init(hasInput: Bool, hasOutput: Bool, isForeground: Bool, charset: Charset) {
      self.hasInput = hasInput
      self.hasOutput = hasOutput
      self.isForeground = isForeground
      self.charset = charset
    }
  }

  /// What `--view` takes, for error messages.
  public static let expected = "screen or lines"

  /// The choice that was asked for, or what the terminal and the environment can do. Throws where the asked one is not
  /// possible or not known.
  public init(_ asked: String?, terminal: Terminal, environment: [String: String]) throws(InputError) {
    let name = environment["TERM"] ?? ""
    switch asked {
    case "lines": self = .lines(reason: nil)
    case "screen":
      guard terminal.hasInput, terminal.hasOutput else {
        throw InputError("--view screen: standard input and output must be a terminal")
      }
      if ViewChoice.isDumb(name) { throw InputError("--view screen: a terminal with TERM='\(name)' cannot place text") }
      self = .screen
    case nil:
      let isWatched = terminal.hasOutput && terminal.hasInput && terminal.isForeground
      let obstacle = isWatched ? ViewChoice.obstacle(terminal, environment) : nil
      self = isWatched && obstacle == nil ? .screen : .lines(reason: obstacle)
    case .some(let other): throw InputError("--view: expected \(ViewChoice.expected), found '\(other)'")
    }
  }

  /// What speaks against a screen, in words; `nil` for nothing.
  private static func obstacle(_ terminal: Terminal, _ environment: [String: String]) -> String? {
    let name = environment["TERM"] ?? ""
    if isDumb(name) { return name.isEmpty ? "TERM is not set" : "TERM is '\(name)'" }
    if !terminal.charset.isUnicode { return "the locale is not UTF-8" }
    if refusesColors(environment) { return "NO_COLOR is set" }
    return nil
  }

  private static func refusesColors(_ environment: [String: String]) -> Bool { environment["NO_COLOR"] ?? "" != "" }

  /// Whether a screen may have colours: not where NO_COLOR is set, nor on terminals whose names say that they have none, as DEC's
  /// and those that end with `-m` or `-mono` (terminfo, term(7)).
  public static func hasColors(_ environment: [String: String]) -> Bool {
    let name = environment["TERM"] ?? ""
    return !refusesColors(environment) && !isDumb(name) && !name.hasPrefix("vt") && !name.hasSuffix("-m")
      && !name.hasSuffix("-mono")
  }

  /// Whether a terminal of this name cannot move its cursor.
  public static func isDumb(_ name: String) -> Bool { ["", "dumb", "unknown"].contains(name) }
}
