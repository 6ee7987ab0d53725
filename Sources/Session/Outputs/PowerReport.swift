import Foundation
import Machine
import Watchers

/// What `report.json` of a power run holds: the run's report, and what was recorded.
struct PowerReport: Codable {
  /// Means over equal stretches of time, one element each; the last stretch may be shorter.
  struct Samples: Codable {
    var startSeconds: Double
    var bucketSeconds: Double
    var endSeconds: Double
    var cellMinUa: [Double]
    var cellMeanUa: [Double]
    var cellMaxUa: [Double]
    var vbusMeanUa: [Double]
    var chargingMeanUa: [Double]
    var voltageV: [Double]
    var chargePercent: [Double]
    var chargeState: [String]
    var firmware: [String]?
    /// By load.
    var componentMeanUa: [String: [Double]]
  }

  /// Charge by what woke the processor.
  package struct Wakeup: Codable {
    package var reason: String
    package var count: Int
    package var seconds: Double
    package var nanocoulombs: Int64
  }

  /// Charge by SMP command, from request to answer.
  package struct Command: Codable {
    package var name: String
    package var group: Int
    package var command: Int
    package var write: Bool
    package var count: Int
    package var seconds: Double
    package var nanocoulombs: Int64
  }

  /// What trace, VCD and profile cover.
  package struct Window: Codable {
    var fromSeconds: Double
    var toSeconds: Double
    /// Whether it ended early, because there were too many changes.
    package var isCut: Bool
    package var changes: Int
  }

  var report: Report
  var samples: Samples
  var wakeups: [Wakeup]
  var smpCommands: [Command]
  var window: Window
  /// Left out where the cell never powered the running band.
  var life: LifeEstimate?

  /// Gathers a run's report and recording.
  init(_ outcome: RunOutcome, _ recording: PowerRecording) {
    report = outcome.report
    samples = PowerReport.samples(recording)
    wakeups = (recording.wakeups.awake + [recording.wakeups.asleep]).map {
      Wakeup(
        reason: $0.reason, count: $0.count, seconds: $0.ticks.inSeconds, nanocoulombs: Charge.nanocoulombs($0.charge))
    }
    smpCommands = recording.commands.map {
      Command(
        name: $0.name, group: Int($0.group), command: Int($0.command), write: $0.isWrite, count: $0.count,
        seconds: $0.ticks.inSeconds, nanocoulombs: Charge.nanocoulombs($0.charge))
    }
    life = outcome.life
    window = Window(
      fromSeconds: recording.window.lowerBound.inSeconds, toSeconds: recording.window.upperBound.inSeconds,
      isCut: recording.log.overflow != nil, changes: recording.log.changes.count)
  }

  private static func samples(_ recording: PowerRecording) -> Samples {
    func means(_ series: StepSeries, _ scale: Double) -> [Double] {
      series.buckets.map { ($0.mean / scale * 1e6).rounded() / 1e6 }
    }
    let cell = recording.fromCell
    let places = cell.buckets.indices
    func extremes(_ value: (StepSeries.Bucket) -> Int64) -> [Double] {
      cell.buckets.map { $0.ticks == 0 ? 0 : Double(value($0)) / 1e6 }
    }
    var components: [String: [Double]] = [:]
    for component in recording.components { components[component.name] = means(component.current, 1e6) }
    return Samples(
      startSeconds: recording.range.lowerBound.inSeconds, bucketSeconds: cell.grid.width.inSeconds,
      endSeconds: recording.range.upperBound.inSeconds, cellMinUa: extremes(\.minimum), cellMeanUa: means(cell, 1e6),
      cellMaxUa: extremes(\.maximum), vbusMeanUa: means(recording.fromBus, 1e6),
      chargingMeanUa: means(recording.charging, 1e6), voltageV: means(recording.voltage, 1e6),
      chargePercent: means(recording.charge, 1e4),
      chargeState: places.map { recording.chargeState.dominant(in: $0) ?? "" },
      firmware: recording.firmware.map { series in places.map { series.dominant(in: $0) ?? "" } },
      componentMeanUa: components)
  }

  /// Sorted keys, so that equal runs give equal files.
  func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}
