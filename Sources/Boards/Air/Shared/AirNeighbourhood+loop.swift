import Machine
import NRF51

/// How far others let the boards here go.
extension AirNeighbourhood: AirNeighbours {
  /// The least that any of them has promised.
  public var horizon: Tick { peers.lazy.filter { $0.stage != .unknown }.map(\.horizon).min() ?? .max }

  /// The boards here are run to `limit` now.
  public func begin(until limit: Tick) {
    self.limit = limit
    look()
    ask()
  }

  /// Hears what has come, and answers.
  public func look() {
    drain()
    tell()
  }

  /// Waits until something comes; returns false where the run is to end instead.
  public func wait() -> Bool {
    tell()
    ask()
    if meeting.wait(on: channels, for: Self.patience) {
      guard !meeting.isEnding else { return false }
      drain()
      accept()
      tell()
    } else {
      blame()
    }
    return true
  }

  /// Hears what has come, lets new ones in, and answers.
  public func end() {
    drain()
    accept()
    tell()
  }

  /// Tells a person who is waited for: once, until a second has passed on the air.
  private func blame() {
    guard let slowest = peers.filter({ $0.stage != .unknown }).min(by: { $0.horizon < $1.horizon }) else { return }
    if let blamed, blamed.peer === slowest, horizon < blamed.time.adding(.seconds(UInt64(1))) { return }
    blamed = (slowest, horizon)
    meeting.tell("waiting for \(slowest.name), whose time stands still")
  }
}
