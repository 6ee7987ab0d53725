import Glibc
import Link

/// The bytes of a connection, for its thread alone.
final class SocketStream {
  /// What reading comes to.
  enum Input: Equatable {
    case bytes([UInt8])
    /// The client sends no more, or is gone.
    case ended
    /// The deadline has passed.
    case late
    /// The server stops.
    case stopped
  }

  private let socket: Descriptor
  private let bell: WakePipe

  /// The socket has to be one that does not block.
  init(_ socket: Descriptor, _ bell: WakePipe) {
    self.socket = socket
    self.bell = bell
  }

  /// Waits for bytes; for ever without a deadline.
  func read(until deadline: ContinuousClock.Instant?) -> Input {
    while true {
      if let input = receive() { return input }
      switch wait(for: POLLIN, until: deadline) {
      case .ready: continue
      case .late: return .late
      case .stopped: return .stopped
      }
    }
  }

  /// Sends all; false where the client is gone, or takes a piece not in time. A signal (SIGPIPE) never comes of it.
  func write(_ bytes: [UInt8], patience: Duration) -> Bool {
    var done = 0
    while done < bytes.count {
      let end = min(done + SocketStream.piece, bytes.count)
      let deadline = ContinuousClock.now + patience
      while done < end {
        let put = bytes.withUnsafeBytes { send(socket.number, $0.baseAddress! + done, end - done, Int32(MSG_NOSIGNAL)) }
        if put >= 0 {
          done += put
        } else if errno == EAGAIN || errno == EWOULDBLOCK {
          // What is being answered goes out though the server stops; it ends the connection itself when it has waited enough.
          guard case .ready = wait(for: POLLOUT, until: deadline, heedingBell: false) else { return false }
        } else if errno != EINTR {
          return false
        }
      }
    }
    return true
  }

  /// Ends the connection. Where the client may still be sending, what it sends is thrown away for a while: closed at once, the
  /// system would take back what was answered (RFC 9112 section 9.6).
  func finish(lingering patience: Duration = .zero) {
    shutdown(socket.number, Int32(SHUT_WR))
    let deadline = ContinuousClock.now + patience
    while true {
      switch receive() {
      case .bytes?: guard .now < deadline else { return }
      case nil:
        guard patience > .zero, case .ready = wait(for: POLLIN, until: deadline, heedingBell: false) else { return }
      default: return
      }
    }
  }

  /// Bytes that have to be taken in time, together.
  private static let piece = 256 << 10
  private static let readSize = 16 << 10

  /// What is there; `nil` where nothing is.
  private func receive() -> Input? {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: SocketStream.readSize) { buffer, initialized in
      repeat { count = recv(socket.number, buffer.baseAddress, buffer.count, 0) } while count < 0 && errno == EINTR
      initialized = max(count, 0)
    }
    if count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) { return nil }
    return count > 0 ? .bytes(bytes) : .ended
  }

  private enum Wait { case ready, late, stopped }

  private func wait(for events: Int32, until deadline: ContinuousClock.Instant?, heedingBell: Bool = true) -> Wait {
    while true {
      var waiting = [pollfd(fd: socket.number, events: Int16(events), revents: 0), bell.waiting]
      let count = poll(&waiting, heedingBell ? 2 : 1, SocketStream.milliseconds(until: deadline))
      if waiting[1].revents != 0 { return .stopped }
      if waiting[0].revents != 0 { return .ready }
      if count == 0, let deadline, .now >= deadline { return .late }
      if count < 0 && errno != EINTR { return .late }
    }
  }

  /// Rounded up; a day at most, after which it is asked again.
  private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = max(.zero, min(deadline - .now, .seconds(86_400))).components
    return Int32(left.seconds * 1_000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
