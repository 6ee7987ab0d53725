import Glibc
import Synchronization

/// The standard streams, written at once. Text for people goes out in the locale's charset, bytes as they are.
public enum Standard: Int32, Sendable {
  case output = 1
  case error = 2

  private struct State {
    var closed: Set<Int32> = []
    var failures: [Int32: Int32] = [:]
  }

  private static let state = Mutex(State())

  /// Gives the streams that the caller has closed a place of their own. Otherwise the next file that is opened, such as the
  /// flash, would get their numbers, and what is printed.
  public static func prepare() {
    for number in 0...2 as ClosedRange<Int32> where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is this one.
      let opened = open("/dev/null", O_RDWR)
      if opened == number { state.withLock { _ = $0.closed.insert(number) } }
    }
  }

  /// Whether the caller has closed it.
  public var isClosed: Bool { Standard.state.withLock { $0.closed.contains(rawValue) } }

  /// Whether a person sees it.
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// The error number of the first write that failed; `EPIPE` where nobody reads the result any more.
  public var failure: Int32? { Standard.state.withLock { $0.failures[rawValue] } }

  /// Whether whoever read the result has gone, as `head` does.
  public var hasLostReader: Bool { failure == EPIPE }

  /// Writes a line of a result. Returns whether it was taken.
  @discardableResult
  public func print(_ line: String) -> Bool { write(Charset.current.encode(line + "\n")) }

  /// Writes a line for whoever is there: that nobody reads any more is no failure, a full disk is.
  public func say(_ line: String) { put(Charset.current.encode(line + "\n"), isResult: false) }

  /// Writes text for people.
  public func write(_ text: String) { put(Charset.current.encode(text), isResult: false) }

  /// Writes all bytes of a result, however often the system takes only a part. Returns whether they were taken.
  @discardableResult
  public func write(_ bytes: [UInt8]) -> Bool { put(bytes, isResult: true) }

  @discardableResult
  private func put(_ bytes: [UInt8], isResult: Bool) -> Bool {
    guard let number = Descriptors.write(bytes, to: rawValue) else { return true }
    // A terminal that was closed says EIO.
    if isResult || number != EPIPE && number != EIO {
      Standard.state.withLock { state in state.failures[rawValue] = state.failures[rawValue] ?? number }
    }
    return false
  }
}
