import Formats

/// How a run of several bands ended.
public struct AirOutcome: Sendable {
  /// The report of all.
  public var report: AirReport
  /// Each band's own, in their order.
  public var bands: [RunOutcome]
  /// Outputs that could not be written, a line each.
  public var failures: [InputError]
}
