import Machine

/// TIMER1's count as arithmetic: where it stood at some clock edge, and how it goes on from there. Edges are those of the
/// free-running clock, whatever the timer was started at.
struct Timer1Counter: Codable {
  /// The clock before the prescaler; `nil` while it stands still.
  var rate: ClockRate?
  /// The edge of `rate` at which the count was `value`.
  var edge: UInt64 = 0
  var value: UInt64 = 0
  /// Edges that the prescaler had counted then.
  var phase: UInt64 = 0
  /// Edges a count: PRESCALER + 1.
  var divider: UInt64 = 1
  var reload: UInt64 = 0
  var isDown = false
  var isFreeRunning = false

  private static let span: UInt64 = 0x1_0000

  /// The count at which the interrupt comes: RELOAD, or 0 where counting down to it.
  private var match: UInt64 { isDown && !isFreeRunning ? 0 : reload }

  private func edges(at now: Tick) -> UInt64 {
    guard let rate else { return phase }
    return phase &+ (max(rate.edges(in: now), edge) &- edge)
  }

  /// The count at `now`.
  func value(at now: Tick) -> UInt64 { value(after: edges(at: now) / divider) }

  /// What the prescaler has counted at `now`.
  func phase(at now: Tick) -> UInt64 { edges(at: now) % divider }

  private func value(after steps: UInt64) -> UInt64 {
    let span = Self.span
    if isFreeRunning {
      return isDown ? (value &+ span &- steps % span) % span : (value &+ steps) % span
    }
    let period = reload &+ 1
    if isDown { return steps <= value ? value &- steps : reload &- (steps &- value &- 1) % period }
    if value <= reload { return (value &+ steps) % period }
    // Above RELOAD, after RELOAD was lowered: on to the top, then around.
    let toTop = span &- value
    return steps < toTop ? value &+ steps : (steps &- toTop) % period
  }

  /// Counts to the next match; at least 1.
  private var stepsToMatch: UInt64 {
    let span = Self.span
    if isFreeRunning {
      let distance = isDown ? (value &+ span &- match) % span : (match &+ span &- value) % span
      return distance == 0 ? span : distance
    }
    if isDown { return value == 0 ? reload &+ 1 : value }
    if value == reload { return reload &+ 1 }
    return value < reload ? reload &- value : span &- value &+ reload
  }

  /// When the next match comes; `nil` while the clock stands still.
  var nextMatch: Tick? {
    rate.map { $0.time(ofEdge: edge &+ (stepsToMatch &* divider &- phase)) }
  }

  /// Moves the reference to `now`, so that the settings may change.
  mutating func advance(to now: Tick) {
    let all = edges(at: now)
    value = value(after: all / divider)
    phase = all % divider
    edge = rate?.edges(in: now) ?? 0
  }

  /// Goes on with another clock, from `now`, to which it must have been advanced.
  mutating func change(to next: ClockRate?, at now: Tick) {
    rate = next
    edge = next?.edges(in: now) ?? 0
  }
}
