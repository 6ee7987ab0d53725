/// Who speaks with a client over a WebSocket.
public protocol WebSocketHandler: Sendable {
  /// The longest message that it takes, in bytes.
  var messageLimit: Int { get }

  /// Speaks until the client, the server or it itself has had enough; on a thread of the connection's own. The WebSocket is closed
  /// after it.
  func serve(_ socket: WebSocket)
}
