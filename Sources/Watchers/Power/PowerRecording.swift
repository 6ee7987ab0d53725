import Boards
import Machine
import World

/// What a recorder saw of a run: series over the whole of it, every change inside a window, and where the charge went.
public struct PowerRecording: Sendable {
  /// A load's current, over the whole run.
  package struct Component: Sendable {
    package var name: String
    /// pA, whatever feeds it.
    package var current: StepSeries
  }

  /// The board that ran.
  package let board: BoardModel
  /// What was asked for.
  package let options: PowerRecordingOptions
  /// The whole run.
  package let range: Range<Tick>
  /// Out of the cell into loads, in pA.
  package var fromCell: StepSeries
  /// How long that was how high.
  package var shares: ShareSeries
  /// Out of VBUS into loads and charger, in pA.
  package var fromBus: StepSeries
  /// Out of the charger into the cell, in pA.
  package var charging: StepSeries
  /// The cell's terminal voltage, in microvolts.
  package var voltage: StepSeries
  /// State of charge in millionths.
  package var charge: StepSeries
  package var components: [Component]
  package var chargeState: StateSeries
  /// What the firmware says it is doing; `nil` where it says nothing.
  package var firmware: StateSeries?
  /// What the wearer does; empty where nobody knows.
  package var wearer: [ActivityTimeline.Segment] = []
  package var tracks: [PowerTrack]
  package var log: ChangeLog
  /// What passed on the cable.
  package var serial: SerialLog
  /// Names of the states by number, for `PowerTrack.Kind.state`.
  package var stateNames: [String]
  /// Texts of marks by number.
  package var texts: [String]
  package var wakeups: WakeupMeter.Result
  package var commands: [SMPMeter.Row]
  /// Where code was running or had turned something on; `nil` where it was not asked for.
  package var profile: EnergyProfile?
  /// The same by source lines; `nil` where they were not asked for.
  package var lineProfile: LineProfile?

  /// The highest current out of the cell, in uA.
  package var peakUa: Double { Double(fromCell.buckets.filter { $0.ticks > 0 }.map(\.maximum).max() ?? 0) / 1e6 }

  /// The window that was really recorded.
  package var window: Range<Tick> { log.recorded(until: range.upperBound) }
}
