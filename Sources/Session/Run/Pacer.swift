import Machine

/// Holds virtual time to the host's clock: it may go as far as anchor + host time x speed. More than 100 ms behind with
/// work that was due, it takes a new anchor and counts the lag, so that it never sprints to catch up.
struct Pacer {
  /// How far the host may fall behind before the anchor moves.
  static let patience: Duration = .milliseconds(100)
  /// How far virtual time may go ahead, in the host's time: what is due within it is done at one waking.
  static let lead: Duration = .milliseconds(1)

  private var anchor: ContinuousClock.Instant
  private var origin: Tick
  private var speed: Speed
  /// Host time lost so far.
  private(set) var lag: Duration = .zero

  init(speed: Speed, at tick: Tick, now: ContinuousClock.Instant = .now) {
    self.speed = speed
    anchor = now
    origin = tick
  }

  /// Goes on at another speed from here.
  mutating func set(_ next: Speed, at tick: Tick, now: ContinuousClock.Instant = .now) {
    guard next != speed else { return }
    speed = next
    anchor = now
    origin = tick
  }

  /// The virtual time that it is by the host's clock, and how far a machine may go that has something to do by then;
  /// both `Tick.max` at full speed. `work` is when the machine next has something to do: until then it is not late.
  /// `slack` is how much later than due the caller looks on purpose.
  mutating func goal(
    work: Tick, slack: Duration = .zero, now: ContinuousClock.Instant = .now
  ) -> (present: Tick, limit: Tick) {
    guard case .times(let factor) = speed else { return (.max, .max) }
    let late = now - instant(of: work, factor)
    if late > Pacer.patience + slack {
      lag += late
      anchor = now
      origin = work
    }
    func ticks(_ time: Duration) -> Tick { Tick(min(max(0, time.inSeconds * factor * Double(Tick.perSecond)), 1e19)) }
    return (origin.adding(ticks(now - anchor)), origin.adding(ticks(now - anchor + Pacer.lead)))
  }

  /// When it will be `tick` by the host's clock; `nil` at full speed.
  func instant(of tick: Tick) -> ContinuousClock.Instant? {
    guard case .times(let factor) = speed else { return nil }
    return instant(of: tick, factor)
  }

  private func instant(of tick: Tick, _ factor: Double) -> ContinuousClock.Instant {
    anchor + .seconds((tick - min(origin, tick)).inSeconds / factor)
  }
}
