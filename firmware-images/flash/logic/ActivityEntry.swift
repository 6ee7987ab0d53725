/// What the band knows of one minute.
struct ActivityEntry: Equatable {
  /// Minutes since 2000-01-01T00:00 in civil time.
  var minute: UInt32
  /// Steps taken in it.
  var steps: UInt8
  /// Beats a minute, the last reading in it; 0 when there was none.
  var heartRate: UInt8
  /// How much the wrist moved: the mean over its seconds of the range of acceleration, in units of 4 mg.
  var movement: UInt8
  /// State of charge in percent.
  var percent: UInt8
  /// Whether it was on a charger.
  var isPlugged: Bool
}
