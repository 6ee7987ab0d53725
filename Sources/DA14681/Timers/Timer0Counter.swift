import Machine

/// TIMER0's two counters as arithmetic. T0 counts M + 1 cycles with PWM0 high, then N + 1 with PWM1 high; ON counts down
/// beside it, and the end of the first T0 period after it has reached 0 is the interrupt.
struct Timer0Counter: Codable {
  /// `nil` while it stands still.
  var rate: ClockRate?
  /// The edge of `rate` at which T0 was `phase` cycles into its period.
  var edge: UInt64 = 0
  var phase: UInt64 = 0
  /// Cycles of the two parts of the period under way.
  var high: UInt64 = 1
  var low: UInt64 = 1
  /// Those of the next one, where software has changed them meanwhile.
  var nextHigh: UInt64 = 1
  var nextLow: UInt64 = 1
  /// Cycles that ON had left at the beginning of the period under way.
  var left: UInt64 = 0
  /// Set by the start, until the clock has come: both counters stand at 0 then, which is the interrupt.
  var isStarting = false

  private var period: UInt64 { high &+ low }
  private var isChanging: Bool { nextHigh != high || nextLow != low }
  /// Periods from the beginning of the present one to the interrupt.
  private var periodsToInterrupt: UInt64 { max(1, (left &+ period &- 1) / period) }

  private func position(at now: Tick) -> UInt64 {
    guard let rate else { return phase }
    return phase &+ (max(rate.edges(in: now), edge) &- edge)
  }

  private func time(ofPosition position: UInt64) -> Tick? {
    rate.map { $0.time(ofEdge: edge &+ position &- phase) }
  }

  /// When the next interrupt comes.
  var nextInterrupt: Tick? { time(ofPosition: periodsToInterrupt &* period) }

  /// When something has to be done: the interrupt, or the period from which changed parts hold.
  var nextEvent: Tick? { isChanging ? time(ofPosition: period) : nextInterrupt }

  /// Whether PWM0 is high; PWM1 is the opposite.
  func isHigh(at now: Tick) -> Bool { position(at: now) % period < high }

  /// The next change of PWM0 after `now`.
  func nextEdge(after now: Tick) -> Tick? {
    let position = position(at: now)
    let start = position - position % period
    return time(ofPosition: position &- start < high ? start &+ high : start &+ period)
  }

  /// What T0 has left of its part, as software reads it.
  func t0(at now: Tick) -> UInt64 {
    let place = position(at: now) % period
    return place < high ? high &- 1 &- place : period &- 1 &- place
  }

  /// What ON has left, in cycles.
  func on(at now: Tick) -> UInt64 {
    let position = position(at: now)
    return position < left ? left &- position : 0
  }

  /// Moves the reference to `now`. Returns whether that passed the interrupt, after which ON starts from `reload`.
  mutating func advance(to now: Tick, reload: UInt64) -> Bool {
    let position = position(at: now)
    let periods = position / period
    phase = position % period
    edge = rate?.edges(in: now) ?? 0
    guard periods > 0 else { return false }
    let isInterrupt = periods >= periodsToInterrupt
    left = isInterrupt ? reload : left &- min(left, periods &* period)
    high = nextHigh
    low = nextLow
    phase = min(phase, period &- 1)
    return isInterrupt
  }

  /// Goes on with another clock, from `now`, to which it must have been advanced.
  mutating func change(to next: ClockRate?, at now: Tick) {
    rate = next
    edge = next?.edges(in: now) ?? 0
  }

  /// Starts anew.
  mutating func restart(high: UInt64, low: UInt64, left: UInt64) {
    self = Timer0Counter(
      rate: nil, high: high, low: low, nextHigh: high, nextLow: low, left: left, isStarting: true)
  }
}
