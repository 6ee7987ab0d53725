/// How a run ended.
public struct RunOutcome: Sendable {
  /// The report, sealed with its digest.
  public var report: Report
  /// Where the firmware faulted for good: the explanation for people.
  public var fault: String?
  /// What was recorded, where it was asked for.
  public var recording: PowerRecording?
  /// The cell's capacity, for the expected life.
  public var capacityMilliampereHours: Double
}
