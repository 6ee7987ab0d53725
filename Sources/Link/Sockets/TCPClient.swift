import Glibc
import Synchronization

/// One connection of a `TCPServer`, and what waits to be sent.
final class TCPClient: Sendable {
  let socket: Descriptor
  private let state = Mutex(State())

  private struct State {
    var waiting: [UInt8] = []
    var hasFailed = false
  }

  init(_ socket: Descriptor) { self.socket = socket }

  /// Whether something waits until it takes more.
  var isWaiting: Bool { state.withLock { !$0.waiting.isEmpty } }
  /// Whether it is gone, or takes nothing.
  var hasFailed: Bool { state.withLock { $0.hasFailed } }

  /// What it has sent; empty where it has sent nothing more, `nil` where it is gone.
  func read() -> [UInt8]? {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialized in
      repeat { count = recv(socket.number, buffer.baseAddress, buffer.count, 0) } while count < 0 && errno == EINTR
      initialized = max(count, 0)
    }
    if count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) { return [] }
    return count > 0 ? bytes : nil
  }

  func send(_ bytes: [UInt8]) {
    state.withLock { state in
      guard !state.hasFailed else { return }
      if state.waiting.count + bytes.count > TCPServer.backlogLimit {
        state.hasFailed = true
        return
      }
      state.waiting += bytes
      flush(&state)
    }
  }

  func flush() { state.withLock { flush(&$0) } }

  /// Ends the connection.
  func end() {
    flush()
    shutdown(socket.number, Int32(SHUT_RDWR))
    state.withLock { $0.hasFailed = true }
  }

  private func flush(_ state: inout State) {
    var done = 0
    while done < state.waiting.count {
      let put = state.waiting.withUnsafeBytes {
        Glibc.send(socket.number, $0.baseAddress! + done, $0.count - done, Int32(MSG_NOSIGNAL))
      }
      if put < 0 && errno == EINTR { continue }
      if put < 0 && errno != EAGAIN && errno != EWOULDBLOCK { state.hasFailed = true }
      if put <= 0 { break }
      done += put
    }
    state.waiting.removeFirst(done)
  }
}
