/// What flows from a charger at present.
public struct ChargerFlow: Hashable, Codable, Sendable {
  /// Which of its limits a charger is at.
  public enum Mode: String, Codable, Sendable {
    /// Nothing flows.
    case off
    /// The set current flows.
    case constantCurrent
    /// The set voltage stands at the cell.
    case constantVoltage
    /// The source gives less than the charger would take.
    case sourceLimited
  }

  /// The limit in force.
  public var mode: Mode
  /// The current out of the charger, in pA.
  public var current: Int64

  /// A flow in pA.
  public init(mode: Mode, current: Int64) {
    self.mode = mode
    self.current = current
  }

  /// Nothing flows.
  public static let off = ChargerFlow(mode: .off, current: 0)
}
