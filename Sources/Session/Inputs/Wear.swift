/// How the seeded wearer lives.
public enum Wear: Hashable, Codable, Sendable, CustomStringConvertible {
  /// A day from 07:00: walks, touches, eight hours of sleep.
  case day
  /// Sits all day, with hands that are never quite still.
  case rest
  /// Walks without end, so many steps a minute.
  case walk(stepsPerMinute: UInt16)
  /// The band lies on a table.
  case none

  /// What the command line takes.
  public static let expected = "day, rest, walk:CADENCE (30 ... 240 steps a minute) or none"

  /// Reads one of `expected`; `nil` for anything else.
  public init?(_ text: String) {
    switch text {
    case "day": self = .day
    case "rest": self = .rest
    case "none": self = .none
    default:
      guard text.hasPrefix("walk:"), let cadence = UInt16(text.dropFirst(5)), (30...240).contains(cadence) else {
        return nil
      }
      self = .walk(stepsPerMinute: cadence)
    }
  }

  /// As it is written on the command line.
  public var description: String {
    switch self {
    case .day: "day"
    case .rest: "rest"
    case .walk(let cadence): "walk:\(cadence)"
    case .none: "none"
    }
  }
}
