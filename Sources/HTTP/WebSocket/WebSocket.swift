/// The server's end of a WebSocket, for the thread of its connection alone.
public final class WebSocket {
  private let connection: SocketStream
  private let patience: Duration
  private var reader: WebSocketReader
  private var isOpen = true

  init(_ connection: SocketStream, received: [UInt8], limit: Int, patience: Duration) {
    self.connection = connection
    self.patience = patience
    reader = WebSocketReader(limit: limit)
    reader.append(received)
  }

  /// Waits for the next message; pings are answered meanwhile. `nil` once it is closed, or the client is gone.
  public func receive() -> WebSocketMessage? {
    // A client may be silent for as long as it likes, but not within a message.
    var deadline: ContinuousClock.Instant?
    while isOpen {
      do {
        switch try reader.next() {
        case .message(let message)?: return message
        case .ping(let content)?: send(.pong, content)
        case .pong?: break
        case .close(let code)?: close(code)
        case nil:
          deadline = reader.isEmpty ? nil : deadline ?? .now + patience
          wait(until: deadline)
        }
      } catch {
        close(error)
      }
    }
    return nil
  }

  private func wait(until deadline: ContinuousClock.Instant?) {
    switch connection.read(until: deadline) {
    case .bytes(let bytes): reader.append(bytes)
    case .ended: isOpen = false
    case .late: close(.policyViolation)
    case .stopped: close(.goingAway)
    }
  }

  /// Sends a text, which has to be UTF-8.
  public func send(text: [UInt8]) { send(.text, text) }

  /// Closes it; nothing where it is closed.
  public func close(_ code: CloseCode) { close(code.rawValue) }

  /// Closes it with a code, or as a client did that gave none.
  private func close(_ code: UInt16?) {
    send(.close, code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? [])
    isOpen = false
  }

  private func send(_ kind: FrameHeader.Kind, _ content: [UInt8]) {
    guard isOpen else { return }
    isOpen = connection.write(FrameHeader.frame(kind, content), patience: patience)
  }
}
