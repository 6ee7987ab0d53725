import Glibc
import Synchronization

/// Ctrl-C and `kill`: the first asks for a clean end, the second ends at once.
enum Interrupt {
  private static let signals = Mutex<(@Sendable () -> Void)?>(nil)

  /// Calls `action` on a thread of its own at the first signal.
  static func install(_ action: @escaping @Sendable () -> Void) {
    signals.withLock { $0 = action }
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, number) }
    // Blocked before any thread starts, so that all inherit it and only the waiting thread sees a signal.
    pthread_sigmask(SIG_BLOCK, &set, nil)
    signal(SIGPIPE, SIG_IGN)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        var set = sigset_t()
        sigemptyset(&set)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, number) }
        var number: Int32 = 0
        sigwait(&set, &number)
        Interrupt.signals.withLock { $0?() }
        sigwait(&set, &number)
        Terminal.leave()
        _exit(130)
      }, nil)
    pthread_detach(thread)
  }
}
