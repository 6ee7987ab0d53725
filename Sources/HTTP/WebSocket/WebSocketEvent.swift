/// What a client of a WebSocket has sent.
enum WebSocketEvent: Equatable {
  case message(WebSocketMessage)
  case ping([UInt8])
  case pong
  /// It wants to end, with its code where it gave one.
  case close(UInt16?)
}
