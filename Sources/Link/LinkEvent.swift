/// What happens at the host's end of the cable, in the order in which it happened.
public enum LinkEvent: Sendable, Equatable {
  /// The first client opened the port.
  case attached
  /// The last client closed the port, or died.
  case detached
  /// Bytes from the host towards the band; never empty.
  case bytes([UInt8])
}
