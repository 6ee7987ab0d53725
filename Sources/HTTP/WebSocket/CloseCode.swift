/// Why a WebSocket is closed (RFC 6455 section 7.4.1).
public enum CloseCode: UInt16, Error, Sendable {
  /// There is no more to say.
  case normal = 1000
  /// The server ends.
  case goingAway = 1001
  /// What came is not as RFC 6455 has it.
  case protocolError = 1002
  /// The message is of a kind that is not taken here.
  case unsupportedData = 1003
  /// A text is no UTF-8.
  case invalidText = 1007
  /// A frame that has begun did not go on.
  case policyViolation = 1008
  /// The message is longer than is taken here.
  case tooLong = 1009

  /// Whether a client may send a code: those that are defined for it, or left to libraries and applications (section 7.4.2).
  static func mayBeSent(_ code: UInt16) -> Bool {
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}
