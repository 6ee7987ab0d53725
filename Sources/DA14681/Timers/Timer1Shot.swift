import Machine

/// Where TIMER1's one-shot mode is.
struct Timer1Shot: Codable {
  /// STATUS.ONESHOT_PHASE; 2, the start of the shot, takes no time here.
  enum Phase: UInt32, Codable {
    case waiting = 0
    case delay = 1
    case shot = 3
  }

  var phase = Phase.waiting
  /// The clock that the phase under way is counted with.
  var rate: ClockRate?
  /// For snapshots: when the phase ends.
  var end: Tick?

  /// When a phase of `counts` that begins at `time` is over; one of 0 takes one count.
  func end(from time: Tick, counts: UInt32, divider: UInt64) -> Tick? {
    rate.map { $0.time(ofEdge: $0.edges(in: time) &+ UInt64(max(counts, 1)) &* divider) }
  }
}
