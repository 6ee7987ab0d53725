import Machine

/// The system timer as plain state (ARMv6-M ARM, B3.3): a 24-bit counter that nobody ticks. What it holds is computed
/// from the clock's edges since `start`.
struct SysTick: Codable {
  static let mask: UInt32 = 0xFF_FFFF

  var isEnabled = false
  var requestsInterrupt = false
  var usesProcessorClock = true
  var reload: UInt32 = 0
  /// Counted down to zero since it was last read.
  var countFlag = false
  /// The value at `start`.
  var value: UInt32 = 0
  /// The clock that is counted, its edge 0 and the edge at which it held `value`.
  var counter: EdgeCounter
  var start: UInt64 = 0
  /// Whether the clock stands still, as the processor's does in deep sleep.
  var isStopped = false

  init(clock: ClockRate) { counter = EdgeCounter(rate: clock, origin: 0) }

  /// The value `edges` after `start`, and how often zero was reached until then by counting.
  private func state(after edges: UInt64) -> (value: UInt32, zeros: UInt64) {
    guard isEnabled, !isStopped, edges > 0 else { return (value, 0) }
    let initial = UInt64(value)
    if edges < initial { return (UInt32(initial - edges), 0) }
    // From zero on: one edge loads the reload value, then it counts down to zero again.
    let period = UInt64(reload) + 1
    let since = edges - initial
    if reload == 0 { return (0, initial > 0 ? 1 : 0) }
    let place = since % period
    return (place == 0 ? 0 : UInt32(period - place), since / period + (initial > 0 ? 1 : 0))
  }

  /// Brings `value` and `countFlag` up to `now`, and counts from there.
  mutating func settle(at now: Tick) {
    let edge = counter.count(at: now)
    let current = state(after: edge &- start)
    value = current.value
    if current.zeros > 0 { countFlag = true }
    start = edge
  }

  /// Goes on with another clock, whose edge 0 is at `origin` (not after `now`).
  mutating func change(to rate: ClockRate, origin: Tick, at now: Tick) {
    settle(at: now)
    counter = EdgeCounter(rate: rate, origin: origin)
    start = counter.count(at: now)
  }

  /// The next time after `now` at which zero is reached, if it will be and requests the interrupt.
  func nextInterrupt(after now: Tick) -> Tick? {
    guard isEnabled, requestsInterrupt, !isStopped else { return nil }
    let edges = counter.count(at: now) &- start
    let initial = UInt64(value)
    let period = UInt64(reload) + 1
    var next = initial
    if initial == 0 || edges >= initial {
      if reload == 0 { return nil }
      next = initial + ((edges - initial) / period + 1) * period
    }
    return counter.time(ofEdge: start &+ next)
  }
}
