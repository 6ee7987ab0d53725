/// A message of a WebSocket, complete (RFC 6455 section 5.6).
public enum WebSocketMessage: Sendable, Equatable {
  /// A text.
  case text(String)
  /// Bytes.
  case binary([UInt8])
}
