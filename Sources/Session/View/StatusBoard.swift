import Link
import Synchronization

/// Where a viewer asks for the state of a run and the run answers. A run that nobody asks does nothing for it.
package final class StatusBoard: Sendable {
  /// How long an answer may take before the one before it has to do.
  private static let patience: Duration = .milliseconds(100)

  private let wakeup: Wakeup
  private let answered = Wakeup()
  private let asked = Atomic<Bool>(false)
  private let answer = Mutex(LiveStatus())

  /// `wakeup` ends a pause of the run that is to answer.
  package init(_ wakeup: Wakeup) {
    self.wakeup = wakeup
  }

  /// What there is to see now; for one viewer.
  func ask() -> LiveStatus {
    asked.store(true, ordering: .releasing)
    wakeup.signal()
    answered.wait(until: .now + Self.patience)
    return answer.withLock { $0 }
  }

  /// What was told last.
  package var last: LiveStatus { answer.withLock { $0 } }

  /// Whether somebody has asked since the last answer.
  var isAsked: Bool { asked.load(ordering: .acquiring) }

  /// The run's answer.
  package func tell(_ status: LiveStatus) {
    answer.withLock { $0 = status }
    asked.store(false, ordering: .releasing)
    answered.signal()
  }

  /// Nobody will answer any more.
  package func close() { answered.signal() }
}
