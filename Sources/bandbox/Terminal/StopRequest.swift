import Session
import Synchronization

/// A signal, told to several runs.
final class StopRequest: Sendable {
  private let status = Atomic<Int32>(0)

  /// Whether it has come.
  var isStopped: Bool { exitStatus != 0 }
  /// The exit status that it asks for; 0 before.
  var exitStatus: Int32 { status.load(ordering: .relaxed) }

  /// Ends all runs with that status; those that have not begun end at once.
  func stop(_ runners: [Runner], status next: Int32) {
    status.store(next, ordering: .relaxed)
    for runner in runners { runner.stop(status: next) }
  }
}
