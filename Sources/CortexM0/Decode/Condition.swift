/// What the processor is doing.
public enum Condition: String, Codable, Sendable {
  /// Executing instructions.
  case running
  /// Waiting for an interrupt or event.
  case sleeping
  /// Stopped by a fault within HardFault or NMI; only NMI (unless locked up in it) or a reset help.
  case lockedUp
}
