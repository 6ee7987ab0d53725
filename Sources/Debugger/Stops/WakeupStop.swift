import CortexM0
import Machine

/// Each time that the processor has begun to run so many times more.
final class WakeupStop: EventStop {
  private let first: UInt64
  private let every: UInt64

  /// `every` is at least 1; counting begins at `first`.
  init(_ text: String, every: UInt64, first: UInt64) {
    self.every = every
    self.first = first
    super.init(text)
  }

  override func modeChanged(_ mode: Mode, wakeups: UInt64) {
    guard mode == .run, wakeups > first, (wakeups - first) % every == 0 else { return }
    onHit("wake-up \(wakeups - first)")
  }
}
