import Machine

/// What the chip is doing, as reports count it; of most chips also the states of the core as a load.
public enum Mode: String, LoadState, CodingKeyRepresentable {
  /// Executing instructions (or stopped by a fault, or by a dead clock).
  case run
  /// The CPU sleeps, the system domain is on.
  case wfi
  /// The system domain is off; a wake source continues the program. The wake-up time counts here too.
  case extendedSleep = "extended_sleep"
  /// The system domain is off, no RAM macro is retained, and waking resets the chip.
  case hibernation
  /// No supply, or held in brown-out reset.
  case off

  /// Whether the program goes on, or would at the next event: neither off nor in hibernation, out of which only a reset
  /// leads.
  public var isRunning: Bool { self != .off && self != .hibernation }
}
