import Machine

/// The breath controller's output as arithmetic: a PWM of `period` cycles whose duty goes from `low` to `high` and back,
/// by one cycle every `hold` periods.
struct Breath: Codable {
  /// `nil` while it stands still or is off.
  var rate: ClockRate?
  /// The edge of `rate` at which the first period began.
  var start: UInt64 = 0
  var period: UInt64 = 256
  var hold: UInt64 = 2
  var low: UInt64 = 1
  var high: UInt64 = 10

  private func position(at now: Tick) -> UInt64 {
    guard let rate else { return 0 }
    return max(rate.edges(in: now), start) &- start
  }

  /// Cycles that a period is active.
  func duty(ofPeriod number: UInt64) -> UInt64 {
    let (bottom, top) = (min(low, high), max(low, high))
    let span = top - bottom
    guard span > 0 else { return bottom }
    let place = number / hold % (2 * span)
    return bottom + (place <= span ? place : 2 * span - place)
  }

  /// Whether the output is active.
  func isActive(at now: Tick) -> Bool {
    guard rate != nil else { return false }
    let position = position(at: now)
    return position % period < duty(ofPeriod: position / period)
  }

  /// The next time after `now` at which it may change.
  func nextEdge(after now: Tick) -> Tick? {
    guard let rate else { return nil }
    let position = position(at: now)
    let begun = position - position % period
    let duty = duty(ofPeriod: position / period)
    let target = position - begun < duty && duty < period ? begun + duty : begun + period
    return rate.time(ofEdge: start &+ target)
  }
}
