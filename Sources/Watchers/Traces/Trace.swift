/// What `bandbox run --trace` prints as it happens.
public enum Trace: String, CaseIterable, Sendable {
  /// Every instruction with its address and cycle.
  case instructions
  /// Every change of a line.
  case lines
  /// Every character on the cradle's UART.
  case uart
}
