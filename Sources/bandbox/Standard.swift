import Glibc

/// The standard streams, written at once.
enum Standard: Int32, Sendable {
  case output = 1
  case error = 2

  /// Whether a person sees it.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Writes a line.
  func print(_ line: String) { write(Array((line + "\n").utf8)) }

  /// Writes text as it is.
  func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes all bytes, however often the system takes only a part; gives up where nobody reads any more.
  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}
