import FlyingFox
import Foundation

/// A connection of the page or a program: each message is answered with what there is to see, so that a client that is slow, or hidden, is sent
/// no more than it asks for.
struct LiveSocket: WSMessageHandler {
  /// The longest message, in bytes.
  private static let limit = 1_024

  /// What is below `/api/` and can be looked at so.
  static let paths = ["live", "transfers"]

  let desk: Desk
  let path: String

  func makeMessages(for client: AsyncStream<WSMessage>) async throws -> AsyncStream<WSMessage> {
    let (answers, continuation) = AsyncStream.makeStream(of: WSMessage.self)
    let task = Task { [desk, path] in
      _ = await desk.ask(APIRequest(method: "OPEN", path: [path]))
      var isClosed = false
      for await message in client {
        // The server answers a client's close with the same; a second one would be an error.
        if case .close = message { isClosed = true }
        guard case .text(let text) = message, text.utf8.count <= LiveSocket.limit else { break }
        let reply = await desk.ask(APIRequest(method: "LOOK", path: [path], body: Array(text.utf8)))
        continuation.yield(.text(String(decoding: reply.body, as: UTF8.self)))
        if reply.status == 410 { break }
      }
      _ = await desk.ask(APIRequest(method: "CLOSE", path: [path]))
      if !isClosed { continuation.yield(.close()) }
      continuation.finish()
    }
    continuation.onTermination = { _ in task.cancel() }
    return answers
  }
}
