import Dispatch
import HTTP
import Synchronization

/// What the tests' server answers: what it was asked; `/wait` when the test lets it, `/much` many bytes, `/socket` by a WebSocket that
/// says the same again.
final class Answers: HTTPHandler {
  static let much = 32 << 20
  /// A request for `/wait` has come.
  let hasCome = DispatchSemaphore(value: 0)
  /// It may be answered.
  let mayGo = DispatchSemaphore(value: 0)
  /// WebSockets that have ended.
  let ended = DispatchSemaphore(value: 0)

  func answer(_ request: HTTPRequest) -> HTTPAnswer {
    if request.path == "/socket" { return .webSocket(Echo(answers: self)) }
    if request.path == "/wait" {
      hasCome.signal()
      mayGo.wait()
    }
    if request.path == "/much" {
      hasCome.signal()
      return .response(HTTPResponse(status: 200, body: [UInt8](repeating: 0, count: Answers.much)))
    }
    let body = request.body.map { String(decoding: $0, as: UTF8.self) }
    return .response(
      HTTPResponse(
        status: body == nil ? 413 : 200, body: Array("\(request.method) \(request.path) \(body ?? "-")".utf8)))
  }

  func refuse(_ error: HTTPError) -> HTTPResponse {
    HTTPResponse(status: error.status, body: Array(error.message.utf8))
  }

  private struct Echo: WebSocketHandler {
    let messageLimit = 1_024
    let answers: Answers

    func serve(_ socket: WebSocket) {
      defer { answers.ended.signal() }
      while let message = socket.receive() {
        guard case .text(let text) = message else { return socket.close(.unsupportedData) }
        socket.send(text: Array(text.utf8))
        if text == "bye" { return }
      }
    }
  }
}
