import Boards
import CortexM0
import Machine

/// What a report says of when the band ran and when it did not.
extension Report {
  /// The time in which the cell powered the running band, and what it gave meanwhile.
  public struct WhileRunning: Codable, Sendable {
    /// The time, exactly, in 1/1,536,000,000 s.
    public var ticks: Tick
    /// The same in seconds.
    public var seconds: Double
    /// The typical charge: the sum of the rows' `runningNanocoulombs`.
    public var nanocoulombs: Int64
  }

  /// The stops of one cause.
  public struct Stop: Codable, Sendable {
    /// How many.
    public var count: Int
    /// When the first one began, in seconds since power-on.
    public var firstSeconds: Double
    /// When the last one began.
    public var lastSeconds: Double
    /// How long all of them lasted together.
    public var seconds: Double

    package init(_ entry: StopLog.Entry) {
      count = entry.count
      firstSeconds = entry.first.inSeconds
      lastSeconds = entry.last.inSeconds
      seconds = entry.ticks.inSeconds
    }
  }
}

extension Report {
  /// What the cell gave on average while it powered the running band, by component, in microamperes, to 1 nC over that
  /// time; empty where it never did.
  package var averagesByComponent: [String: Double] {
    guard whileRunning.ticks > 0 else { return [:] }
    var charges: [String: Int64] = [:]
    for row in chargeUah { charges[row.component, default: 0] += row.runningNanocoulombs }
    return charges.mapValues { Double($0) / whileRunning.seconds / 1_000 }
  }
}

extension Board {
  /// The stops so far by cause, with the names that reports have.
  var reportedStops: [String: Report.Stop] {
    Dictionary(uniqueKeysWithValues: stops.entries.map { ($0.rawValue, Report.Stop($1)) })
  }

  /// When the band ran last, where its cell has left it without: it is stopped now, and nothing else feeds it.
  var diedAt: Tick? {
    guard let stoppedAt = stops.stoppedAt, stops.cause != .noSupply, !power.isOnBus else { return nil }
    return stoppedAt
  }

  /// Whether it stopped at any time for want of running, not of a supply.
  var hasStopped: Bool { stops.entries.keys.contains { $0 != .noSupply } || chip.resets[.brownOut] != nil }

  /// What the cell gave on average while it powered the running band, in microamperes; `nil` where it never did.
  var averageMicroamperes: Double? {
    let ticks = power.ticksWhileRunning
    guard ticks > 0 else { return nil }
    return Double(power.ledger.reduce(Int128(0)) { $0 + $1.whileRunning.typical }) / Double(ticks) / 1e6
  }
}
