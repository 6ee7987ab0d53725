import Boards

/// Why a band's life is not told by how it ran (docs/averages.md).
package enum LifeObstacle: String {
  case stopped = "the band did not run all the time"
  case lockedUp = "the firmware locked up"
  case faulted = "the firmware has faulted for good"
}

extension Board {
  /// What speaks against it so far.
  package var lifeObstacle: LifeObstacle? {
    if hasStopped { return .stopped }
    if chip.isLockedUp { return .lockedUp }
    return chip.isFaultedForGood ? .faulted : nil
  }
}

extension Report {
  /// What spoke against it at the end.
  var lifeObstacle: LifeObstacle? {
    guard lifeDays == nil else { return nil }
    let hasStopped = stops.keys.contains { $0 != StopLog.Cause.noSupply.rawValue } || resets["brown_out"] != nil
    if hasStopped { return .stopped }
    guard averageCurrentUa != nil, let fault = firmwareFaults?.last else { return nil }
    return fault.lockedUp ? .lockedUp : .faulted
  }
}
