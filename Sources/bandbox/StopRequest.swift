import Lab
import Synchronization

/// Ctrl-C, told to several runs.
final class StopRequest: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Whether it was pressed.
  var isStopped: Bool { flag.load(ordering: .relaxed) }

  /// Ends all runs; those that have not begun end at once.
  func stop(_ runners: [Runner]) {
    flag.store(true, ordering: .relaxed)
    for runner in runners { runner.stop() }
  }
}
