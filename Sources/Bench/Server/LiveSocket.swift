import HTTP

/// A connection of the page or a program: each message is answered with what there is to see, so that a client that is slow, or hidden, is sent
/// no more than it asks for.
struct LiveSocket: WebSocketHandler {
  /// What is below `/api/` and can be looked at so.
  static let paths = ["live", "transfers"]

  let messageLimit = 1_024
  let desk: Desk
  let path: String

  func serve(_ socket: WebSocket) {
    _ = desk.ask(APIRequest(method: "OPEN", path: [path]))
    defer { _ = desk.ask(APIRequest(method: "CLOSE", path: [path])) }
    while let message = socket.receive() {
      guard case .text(let text) = message else { return socket.close(.unsupportedData) }
      let reply = desk.ask(APIRequest(method: "LOOK", path: [path], body: Array(text.utf8)))
      socket.send(text: reply.body)
      if reply.status == 410 { return }
    }
  }
}
