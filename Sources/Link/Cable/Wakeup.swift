import Glibc

/// Lets one thread sleep until another has something for it, or until a deadline.
///
/// A signal is remembered until the next wait, so none is lost between looking and sleeping. Several sources may share
/// one wakeup: the cable, the keyboard, a request to stop. Not for use in a signal handler.
public final class Wakeup: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Guarded by `mutex`, as `pipe`.
  private var isSignalled = false
  private var pipe: WakePipe?

  /// A wakeup that nobody has signalled.
  public init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Ends the wait of the thread that waits, or else its next one.
  public func signal() {
    pthread_mutex_lock(mutex)
    isSignalled = true
    pipe?.wake()
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Signals end the `poll` on a pipe too, from now on.
  func connect(_ next: WakePipe) {
    pthread_mutex_lock(mutex)
    pipe = next
    if isSignalled { next.wake() }
    pthread_mutex_unlock(mutex)
  }

  /// Sleeps until a signal or until the deadline; for ever without one. Returns true, and forgets the signal, when there was one.
  @discardableResult
  public func wait(until deadline: ContinuousClock.Instant? = nil) -> Bool {
    var end = deadline.map(Self.monotonic)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isSignalled {
      if end == nil {
        pthread_cond_wait(condition, mutex)
      } else if pthread_cond_timedwait(condition, mutex, &end!) != 0 {
        break
      }
    }
    defer { isSignalled = false }
    return isSignalled
  }

  /// The instant on the clock of the condition.
  private static func monotonic(_ deadline: ContinuousClock.Instant) -> timespec {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let left = max(.zero, min(deadline - .now, .seconds(1 << 30))).components
    time.tv_sec += Int(left.seconds)
    time.tv_nsec += Int(left.attoseconds / 1_000_000_000)
    if time.tv_nsec >= 1_000_000_000 {
      time.tv_sec += 1
      time.tv_nsec -= 1_000_000_000
    }
    return time
  }
}
