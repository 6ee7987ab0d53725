import Machine

/// Radios outside this process, as an `AirLoop` sees them: their time goes on by itself.
public protocol AirNeighbours: AnyObject {
  /// The time before which nothing comes of them that has not come yet; the largest tick where there are none.
  var horizon: Tick { get }

  /// The machines here are run to `limit` now.
  func begin(until limit: Tick)
  /// Takes what has come of them, and tells them how far the machines here are.
  func look()
  /// Waits until something has come of them, and takes it; returns false where the run is to end instead.
  func wait() -> Bool
  /// The machines here have come to the limit.
  func end()
}
