import Machine

/// TIMER0's two counters as arithmetic. T0 counts M + 1 cycles with PWM0 high, then N + 1 with PWM1 high; ON counts down
/// beside it, and the end of the first T0 period after it has reached 0 is the interrupt.
public struct Timer0Counter: Codable {
  /// `nil` while it stands still.
  public private(set) var rate: ClockRate?
  /// The edge of `rate` at which T0 was `phase` cycles into its period.
  var edge: UInt64 = 0
  var phase: UInt64 = 0
  /// Cycles of the two parts of the period under way.
  var high: UInt64 = 1
  var low: UInt64 = 1
  /// Cycles with PWM0 high of the next one, where software has changed them meanwhile.
  public var nextHigh: UInt64 = 1
  /// Cycles with PWM1 high of the next one.
  public var nextLow: UInt64 = 1
  /// Cycles that ON had left at the beginning of the period under way.
  var left: UInt64 = 0
  /// Set by the start, until the clock has come: both counters stand at 0 then, which is the interrupt.
  public var isStarting = false

  /// Both counters at 0, without a clock.
  public init() {}

  private init(high: UInt64, low: UInt64, left: UInt64) {
    self.high = high
    self.low = low
    (nextHigh, nextLow) = (high, low)
    self.left = left
    isStarting = true
  }

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
  public var nextInterrupt: Tick? { time(ofPosition: periodsToInterrupt &* period) }

  /// When something has to be done: the interrupt, or the period from which changed parts hold.
  public var nextEvent: Tick? { isChanging ? time(ofPosition: period) : nextInterrupt }

  /// Whether PWM0 is high; PWM1 is the opposite.
  public func isHigh(at now: Tick) -> Bool { position(at: now) % period < high }

  /// The next change of PWM0 after `now`.
  public func nextEdge(after now: Tick) -> Tick? {
    let position = position(at: now)
    let start = position - position % period
    return time(ofPosition: position &- start < high ? start &+ high : start &+ period)
  }

  /// What T0 has left of its part, as software reads it.
  public func t0(at now: Tick) -> UInt64 {
    let place = position(at: now) % period
    return place < high ? high &- 1 &- place : period &- 1 &- place
  }

  /// What ON has left, in cycles.
  public func on(at now: Tick) -> UInt64 {
    let position = position(at: now)
    return position < left ? left &- position : 0
  }

  /// Moves the reference to `now`. Returns whether that passed the interrupt, after which ON starts from `reload`.
  public mutating func advance(to now: Tick, reload: UInt64) -> Bool {
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
  public mutating func change(to next: ClockRate?, at now: Tick) {
    rate = next
    edge = next?.edges(in: now) ?? 0
  }

  /// Starts anew.
  public mutating func restart(high: UInt64, low: UInt64, left: UInt64) {
    self = Timer0Counter(high: high, low: low, left: left)
  }
}
