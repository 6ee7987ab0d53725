/// What the device answers to a token of the host.
public enum USBReply: Hashable, Sendable {
  /// The data of an IN transaction, as DATA1 where `toggle` is set.
  case data([UInt8], toggle: Bool)
  /// The device took the data.
  case ack
  /// The device is not ready.
  case nak
  /// The endpoint is halted.
  case stall
  /// No answer: not attached, not addressed, or no such endpoint.
  case none
}
