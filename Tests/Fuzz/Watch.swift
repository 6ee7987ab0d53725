import Foundation

/// Ends this process when it takes too long: SIGPROF after so much processor time, SIGALRM after so much time.
enum Watch {
  /// Seconds of processor time; the host may be busy with other things.
  static let processorSeconds = 20
  static let seconds: UInt32 = 300

  /// Begins to measure, and forgets what was measured.
  static func begin() {
    var timer = itimerval()
    timer.it_value.tv_sec = processorSeconds
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
    alarm(seconds)
  }
}
