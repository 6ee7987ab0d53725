import Machine

/// A source that always gives what it can, such as a USB port or a wall adapter on mains that never fails.
public final class SteadySource: ChargeSource {
  /// For reports.
  public let name: String
  /// What it can give, in pA.
  public let limit: Int64?
  /// Never told.
  public var onChange: (() -> Void)?

  /// A source with a limit in microamperes, of which the typical value counts.
  public init(_ name: String, limit: Coefficient) {
    self.name = name
    self.limit = max(limit.current.typical, 0)
  }

  /// Makes no difference.
  public func plugged(_ isIn: Bool) {}
  /// Makes no difference.
  public func taken(_ current: Int64) {}
  /// It has no state.
  public func saveState() -> Bool { true }
  /// It has no state.
  public func restoreState(_ state: Bool) {}
}
