import Glibc

/// Writing to file descriptors.
enum Descriptors {
  /// Writes all bytes, however often the system takes only a part or asks for patience. Returns the error number of what
  /// went wrong, `nil` where all were taken.
  static func write(_ bytes: some RandomAccessCollection<UInt8>, to descriptor: Int32) -> Int32? {
    bytes.withContiguousStorageIfAvailable { write(UnsafeRawBufferPointer($0), to: descriptor) }
      ?? Array(bytes).withUnsafeBytes { write($0, to: descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count > 0 {
        done += count
      } else if count == 0 {
        return ENOSPC
      } else if errno == EAGAIN {
        // Somebody else has made the stream non-blocking.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, 1_000)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
