/// What a person at the terminal, or a signal, asks of a running band.
public enum RunCommand: Sendable {
  /// Touch the key.
  case touch
  /// Begin to walk, or stop.
  case toggleWalk
  /// Plug the charger in, or out.
  case toggleCharger
}
