@testable import HTTP

/// A server of `Answers` on a free port, stopped with this object.
final class ServedAnswers {
  let answers = Answers()
  let server: HTTPServer

  init(connections: Int = 64, patience: Duration = .seconds(30)) throws {
    var options = HTTPServer.Options()
    options.connections = connections
    options.patience = patience
    // A test's client may be slow to read what it was told; it ends the connection itself.
    options.farewell = .seconds(60)
    server = try HTTPServer(address: "127.0.0.1", port: 0, option: "--page", handler: answers, options: options)
  }

  deinit { stop() }

  func stop() { server.stop(grace: .zero, limit: .seconds(60)) }

  func client() throws -> Client { try Client(server.port) }

  /// A client with a WebSocket.
  func webSocket() throws -> Client? {
    let client = try client()
    client.send(
      "GET /socket HTTP/1.1\nHost: a\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n")
    return client.answer()?.status == "101 Switching Protocols" ? client : nil
  }
}
