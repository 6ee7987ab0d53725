import Glibc

/// A connection between two processes of a gathering. For one thread.
public final class GatheringLink {
  let socket: Descriptor
  private var isBroken = false
  private var buffer = [UInt8](repeating: 0, count: 4_096)

  init(_ socket: Descriptor) {
    self.socket = socket
    socket.setNonBlocking()
  }

  /// Sends all bytes. Whoever takes so little that they do not fit any more is gone, as one that has closed.
  public func send(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count, !isBroken {
      let put = bytes.withUnsafeBytes {
        Glibc.send(socket.number, $0.baseAddress! + done, $0.count - done, Int32(MSG_NOSIGNAL))
      }
      if put < 0 && errno == EINTR { continue }
      if put <= 0 { isBroken = true } else { done += put }
    }
  }

  /// All that has come: nothing where there is nothing new, `nil` where the other end is gone and all was read.
  public func receive() -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      let count = buffer.withUnsafeMutableBytes { recv(socket.number, $0.baseAddress, $0.count, 0) }
      if count > 0 {
        bytes += buffer[..<count]
      } else if count < 0 && errno == EINTR {
        continue
      } else {
        let isGone = isBroken || count == 0 || errno != EAGAIN && errno != EWOULDBLOCK
        return isGone && bytes.isEmpty ? nil : bytes
      }
    }
  }

  /// Ends the connection; what was sent arrives.
  public func close() {
    isBroken = true
    shutdown(socket.number, Int32(SHUT_RDWR))
  }
}
