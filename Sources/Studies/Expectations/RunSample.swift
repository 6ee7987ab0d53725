import Machine
import Session
import Watchers

/// The band at one moment of a run, for plots.
public struct RunSample: Codable, Hashable, Sendable {
  /// When.
  public var tick: Tick
  /// What all loads draw at this moment, in microamperes.
  public var current: Double
  /// What they drew on average since the sample before, whatever fed them, in microamperes; at the first sample as
  /// `current`.
  public var averageCurrent: Double
  /// What flows into the cell from the charger, in microamperes.
  public var chargeCurrent: Double
  /// The cell's terminal voltage, in microvolts.
  public var microvolts: Int64
  /// State of charge in millionths.
  public var chargeMillionths: Int
  /// What charging is doing.
  public var chargePhase: ChargePhase
  /// What the wearer does: `rest`, `walk` and so on, as in timelines.
  public var activity: String
}
