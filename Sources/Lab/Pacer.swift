import Machine

/// Holds virtual time to the host's clock: after each slice the run waits until anchor + virtual time / speed. More than
/// 100 ms behind, it takes a new anchor and counts the lag, so that it never sprints to catch up.
struct Pacer {
  /// How far the host may fall behind before the anchor moves.
  static let patience: Duration = .milliseconds(100)

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

  /// Until when to wait before running on from `tick`; `nil` for not at all.
  mutating func deadline(at tick: Tick, now: ContinuousClock.Instant = .now) -> ContinuousClock.Instant? {
    guard case .times(let factor) = speed else { return nil }
    let due = anchor + .seconds((tick - min(origin, tick)).inSeconds / factor)
    if now - due > Pacer.patience {
      lag += now - due
      anchor = now
      origin = tick
      return nil
    }
    return due > now ? due : nil
  }
}
