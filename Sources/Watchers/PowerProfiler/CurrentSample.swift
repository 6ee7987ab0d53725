import Machine

/// What flowed, and which signals were high, in one stretch of time.
struct CurrentSample: Hashable, Sendable {
  /// The charge, in pA·ticks.
  package var charge: Int128 = 0
  /// Signals that were high at some time in it, bit n for D*n*.
  var highs: UInt8 = 0
  /// Signals that were low at some time in it.
  var lows: UInt8 = 0

  /// Adds a current, in pA, and the signals' levels, for a time.
  package mutating func add(_ current: Int64, _ levels: UInt8, for time: Tick) {
    charge &+= ChargeBand.product(current, time)
    highs |= levels
    lows |= ~levels
  }
}
