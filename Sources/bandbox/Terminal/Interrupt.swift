import Glibc
import Synchronization

/// Ctrl-C, `kill` and the end of a terminal: the first signal asks for a clean end, one that comes half a second later or
/// more ends at once. What comes in between is the same wish: `timeout` signals the process and then its group.
enum Interrupt {
  private static let patience: Duration = .milliseconds(500)

  private struct State {
    var action: (@Sendable (Int32) -> Void)?
    var status: Int32?
  }

  private static let state = Mutex(State())

  /// The exit status that the first signal asks for, 128 and its number; `nil` before one has come.
  static var status: Int32? { state.withLock { $0.status } }

  /// What every process of ours begins with: signals that a parent has blocked come again, and a reader that goes or a limit
  /// of file sizes is an error of the write.
  static func prepare() {
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// From now on signals wait for `onSignal`. Before any other thread starts, so that all inherit it and only the waiting
  /// thread sees a signal.
  static func begin() {
    var set = waited()
    pthread_sigmask(SIG_BLOCK, &set, nil)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        Interrupt.wait()
        return nil
      }, nil)
    pthread_detach(thread)
  }

  /// Calls `action` with the exit status at the first signal, on a thread of its own; at once where it has come already.
  static func onSignal(_ action: @escaping @Sendable (Int32) -> Void) {
    let status = state.withLock { state in
      state.action = action
      return state.status
    }
    if let status { action(status) }
  }

  private static func wait() {
    var set = waited()
    var first: ContinuousClock.Instant?
    while true {
      var number: Int32 = 0
      guard sigwait(&set, &number) == 0 else { continue }
      if let first {
        guard ContinuousClock.now - first >= patience else { continue }
        Terminal.leave()
        _exit(128 + number)
      }
      first = .now
      let action = state.withLock { state in
        state.status = 128 + number
        return state.action
      }
      action?(128 + number)
    }
  }

  /// SIGHUP only where it is not ignored: `nohup` keeps it away. SIGINT always, though a shell's background process is born
  /// with it ignored: who sends it to one means it.
  private static func waited() -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM] { sigaddset(&set, number) }
    var hangUp = sigaction()
    sigaction(SIGHUP, nil, &hangUp)
    // SIG_IGN is the handler 1.
    if hangUp.__sigaction_handler.sa_handler == nil { sigaddset(&set, SIGHUP) }
    return set
  }
}
