import Formats
import Watchers

/// How a run ended.
public struct RunOutcome: Sendable {
  /// The report, sealed with its digest.
  public var report: Report
  /// Where the firmware faulted for good: the explanation for people.
  public var fault: String?
  /// What the bootloader refused, where it did: the explanation for people.
  public var bootloader: String?
  /// What was recorded, where it was asked for.
  public var recording: PowerRecording?
  /// How long a full cell lasts, where power was recorded; `nil` where the cell never powered the running band.
  package var life: LifeEstimate?
  /// The cell's capacity, for the expected life.
  public var capacityMilliampereHours: Double
  /// Which instructions of the image were executed, where it was asked for, and what says which lines they come from.
  public var code: (executed: ExecutedCode, source: SourceImage)?
  /// What came of the run's studies, in their order.
  package var findings: [any Sendable] = []
  /// What became of repeating a recording, where the run did that.
  public var replay: ReplayResult?
  /// What the run had that the snapshot which it wrote has not.
  public var unsaved: [String] = []
  /// Outputs that could not be written, a line each.
  public var failures: [InputError] = []
}
