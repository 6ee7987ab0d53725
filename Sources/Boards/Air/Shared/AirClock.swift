import Machine

/// The time of a process and that of the air: both begin at 0, the process's when it joins.
struct AirClock {
  /// The time of the process when it joined.
  var origin: Tick = 0
  /// The time of the air then.
  var zero: Tick = 0

  /// The air's time at one of this process; the largest tick stays what it is: never.
  func shared(_ time: Tick) -> Tick {
    time == .max ? .max : min(zero.adding(time - min(time, origin)), AirMessage.timeLimit - 1)
  }

  /// The process's time at one of the air; when it joined, for all that was before.
  func own(_ time: Tick) -> Tick {
    time == .max ? .max : origin.adding(time - min(time, zero))
  }

  /// Whether that was before the process joined.
  func isPast(_ time: Tick) -> Bool { time < zero }
}
