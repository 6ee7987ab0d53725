import Machine

/// TIMER1's PWM as arithmetic: high for `high` cycles of every `period`, both before the prescaler.
struct Timer1PWM: Codable {
  /// `nil` while the timer stands still; the output is low then.
  var rate: ClockRate?
  /// The edge of `rate` at which a period began.
  var start: UInt64 = 0
  var period: UInt64 = 1
  var high: UInt64 = 0

  private func place(at now: Tick) -> (begun: UInt64, cycles: UInt64) {
    let edges = rate.map { max($0.edges(in: now), start) &- start } ?? 0
    return (edges - edges % period, edges % period)
  }

  /// Whether the output is high.
  func isHigh(at now: Tick) -> Bool { rate != nil && place(at: now).cycles < high }

  /// The next change of the output after `now`; `nil` where it always is the same.
  func nextEdge(after now: Tick) -> Tick? {
    guard let rate, high > 0, high < period else { return nil }
    let (begun, cycles) = place(at: now)
    return rate.time(ofEdge: start &+ begun &+ (cycles < high ? high : period))
  }

  /// Goes on with another clock, whose next period begins at `now`.
  mutating func change(to next: ClockRate?, at now: Tick) {
    guard next != rate else { return }
    rate = next
    start = next?.edges(in: now) ?? 0
  }
}
