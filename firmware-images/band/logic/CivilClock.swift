/// Date and time of day, counted in ticks of 1/1024 s.
struct CivilClock: Equatable {
  static let ticksPerSecond: UInt32 = 1024
  /// The last second that can be set, 2135-12-31T23:59:59, in seconds since 2000-01-01T00:00:00: the clock then has five
  /// weeks before it.
  static let lastSettable: UInt32 = 4_291_747_199
  /// The last second that is counted, 2136-02-07T06:27:59: the end of the last minute whose end 32 bits can tell. The clock
  /// stands still there.
  static let last: UInt32 = .max / 60 * 60 - 1

  /// Seconds since 2000-01-01T00:00:00.
  private(set) var seconds: UInt32 = 0
  /// Ticks of the second that runs.
  private var fraction: UInt32 = 0

  /// Sets it; later than `last` it stands there. At most 999 milliseconds count.
  mutating func set(seconds: UInt32, millisecond: UInt32 = 0) {
    self.seconds = min(seconds, Self.last)
    // Rounded up, so that `millisecond` gives the same number back.
    fraction = (min(millisecond, 999) * Self.ticksPerSecond + 999) / 1000
  }

  /// Goes on by as many ticks.
  mutating func advance(ticks: UInt32) {
    let passed = fraction &+ ticks & (Self.ticksPerSecond - 1)
    let whole = ticks / Self.ticksPerSecond + passed / Self.ticksPerSecond
    fraction = passed & (Self.ticksPerSecond - 1)
    seconds += min(whole, Self.last - seconds)
  }

  /// Milliseconds of the second that runs.
  var millisecond: UInt32 { fraction * 1000 / Self.ticksPerSecond }
}
