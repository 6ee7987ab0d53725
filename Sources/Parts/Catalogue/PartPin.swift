/// A pin of a kind of part that a board wires to a pad of its chip.
public struct PartPin: Hashable, Sendable {
  /// Who drives the line.
  public enum Direction: String, Sendable {
    /// The chip: the part listens.
    case input
    /// The part.
    case output
    /// The part, low only: several may share a line.
    case openDrain = "open drain"
  }

  /// As the board file names it, such as `int1`.
  public let name: String
  /// Who drives the line.
  public let direction: Direction
  /// Whether the part does not work without it.
  public let isRequired: Bool
  /// What traces call the line, such as `ADXL362 INT1`; `nil` for nothing.
  public let label: String?

  /// A pin that has to be wired.
  public static func required(_ name: String, _ direction: Direction, _ label: String?) -> PartPin {
    PartPin(name: name, direction: direction, isRequired: true, label: label)
  }

  /// A pin that may be left open.
  public static func optional(_ name: String, _ direction: Direction, _ label: String?) -> PartPin {
    PartPin(name: name, direction: direction, isRequired: false, label: label)
  }
}
