/// The band's date and time of day, which go on with `Timebase`.
enum Clock {
  nonisolated(unsafe) private static var clock = CivilClock()
  /// The ticks of `Timebase` that it has counted.
  nonisolated(unsafe) private static var counted: UInt32 = 0

  private static func catchUp() {
    clock.advance(ticks: Timebase.now &- counted)
    counted = Timebase.now
  }

  /// Seconds since 2000-01-01T00:00:00.
  static var seconds: UInt32 {
    catchUp()
    return clock.seconds
  }

  /// Milliseconds of the second that runs.
  static var millisecond: UInt32 {
    catchUp()
    return clock.millisecond
  }

  /// Sets the clock. It counts from this tick on.
  static func set(seconds: UInt32, millisecond: UInt32 = 0) {
    Timebase.update()
    counted = Timebase.now
    clock.set(seconds: seconds, millisecond: millisecond)
  }
}
