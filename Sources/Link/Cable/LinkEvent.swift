/// What happens at the host's end of the cable, in the order in which it happened.
public enum LinkEvent: Sendable, Equatable {
  /// The first client opened the port.
  case attached
  /// The last client closed the port, or died.
  case detached
  /// Bytes from the host towards the band; never empty.
  case bytes([UInt8])
  /// The client threw away what it had written (tcflush) and the band has not got yet; what was still here is gone.
  case flushed
  /// Right after `detached`: the client left the port at 1200 baud, the sign by which host tools ask a device for its
  /// bootloader. The port is back at 115200 baud, so that every touch is told once.
  case touched
}
