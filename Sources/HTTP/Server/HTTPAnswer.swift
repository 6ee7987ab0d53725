/// How a request is answered.
public enum HTTPAnswer: Sendable {
  /// By a response.
  case response(HTTPResponse)
  /// By a WebSocket, where the client has asked for one as RFC 6455 says.
  case webSocket(any WebSocketHandler)
}
