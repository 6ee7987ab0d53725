import Glibc

/// A file descriptor that closes itself.
package final class Descriptor: Sendable {
  package let number: Int32

  package init(owning number: Int32) {
    self.number = number
  }

  deinit {
    Glibc.close(number)
  }

  /// Puts the descriptor into non-blocking mode, closed on exec.
  func setNonBlocking() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  /// Reads what is there, up to `limit` bytes, and appends it. Returns true when nothing is left to be read.
  func drain(into bytes: inout [UInt8], limit: Int) -> Bool {
    let end = bytes.count + max(0, limit)
    while bytes.count < end {
      let wanted = min(4096, end - bytes.count)
      let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        var got: Int
        repeat { got = Glibc.read(number, buffer.baseAddress, wanted) } while got < 0 && errno == EINTR
        count = max(0, got)
      }
      if chunk.isEmpty { return true }
      bytes += chunk
    }
    return false
  }

  /// Writes as much as goes in without blocking; returns how much that was.
  func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    var done = 0
    while done < bytes.count {
      let put = Glibc.write(number, bytes.baseAddress! + done, bytes.count - done)
      if put < 0 && errno == EINTR { continue }
      if put <= 0 { break }
      done += put
    }
    return done
  }
}
