import Formats
import Glibc

/// The run's standard streams, as a semihosting program uses them.
protocol SemihostingConsole: AnyObject {
  /// Writes to standard output, or to standard error; returns how many bytes were taken.
  func write(_ bytes: [UInt8], toError: Bool) -> Int
  /// Waits for at least one byte and at most `count`; empty at the end of the input or of the run.
  func read(_ count: Int) -> [UInt8]
}

/// The process's own.
final class StandardConsole: SemihostingConsole {
  private let stop: StopFlag

  init(stop: StopFlag) { self.stop = stop }

  func write(_ bytes: [UInt8], toError: Bool) -> Int {
    let stream: Standard = toError ? .error : .output
    return stream.write(bytes) ? bytes.count : 0
  }

  /// Virtual time stands still meanwhile, as for a core that a debugger has halted; Ctrl-C ends the wait.
  func read(_ count: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    while !stop.isSet {
      let ready = poll(&descriptor, 1, 100)
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      guard ready > 0 else { break }
      let taken = Glibc.read(0, &buffer, count)
      if taken < 0, errno == EINTR || errno == EAGAIN { continue }
      return taken > 0 ? Array(buffer.prefix(taken)) : []
    }
    return []
  }
}
