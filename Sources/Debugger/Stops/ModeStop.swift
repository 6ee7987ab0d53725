import CortexM0
import Machine

/// The chip comes into a mode, or out of sleep for a number of times.
final class ModeStop: EventStop {
  private let modes: Set<Mode>

  init(_ text: String, modes: Set<Mode>) {
    self.modes = modes
    super.init(text)
  }

  override func modeChanged(_ mode: Mode, wakeups: UInt64) {
    if modes.contains(mode) { onHit("the chip is in mode \(mode.rawValue)") }
  }
}
