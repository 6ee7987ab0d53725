/// A point in time: ticks of the 32,768 Hz clock since it was started, modulo 2³², and 512ths of a microsecond beyond, of which a
/// tick has 15,625.
struct Instant {
  var ticks: UInt32 = 0
  var rest: UInt32 = 0

  private static let tick: UInt32 = 15_625
  private static let microsecond: UInt32 = 512

  /// So much later.
  func advanced(microseconds: UInt32) -> Instant {
    let sum = rest &+ (microseconds % Self.tick) &* Self.microsecond
    return Instant(
      ticks: ticks &+ microseconds / Self.tick &* Self.microsecond &+ sum / Self.tick, rest: sum % Self.tick)
  }

  /// So much sooner.
  func moved(back microseconds: UInt32) -> Instant {
    let (whole, part) = (microseconds / Self.tick, microseconds % Self.tick)
    let later = Instant(ticks: ticks &- (whole &+ 1) &* Self.microsecond, rest: rest)
    return later.advanced(microseconds: Self.tick - part)
  }

  /// Whole microseconds beyond the tick, 0 ... 30.
  var microseconds: UInt32 { rest / Self.microsecond }

  /// Ticks from `other` to here, negative where that lies behind.
  func ticks(since other: UInt32) -> Int32 { Int32(bitPattern: ticks &- other) }
}
