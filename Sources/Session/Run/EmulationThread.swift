import Foundation
import Synchronization

/// The thread of a run and what comes of it. Only values cross.
final class EmulationThread<Outcome: Sendable>: Sendable {
  private let result = Mutex<Result<Outcome, any Error>?>(nil)
  private let finished = DispatchSemaphore(value: 0)

  init() {}

  /// Starts it; `end` is called on it when `body` has returned or thrown, before others are told.
  func start(_ body: @escaping @Sendable () throws -> Outcome, end: @escaping @Sendable () -> Void) {
    let thread = Thread { [self] in
      let result = Result { try body() }
      end()
      self.result.withLock { $0 = result }
      finished.signal()
    }
    thread.stackSize = 8 << 20
    thread.name = "emulation"
    thread.start()
  }

  /// Whether it has ended.
  var isFinished: Bool { result.withLock { $0 != nil } }

  /// Waits for the end, at most so long; returns whether it has ended.
  func wait(for limit: Duration) -> Bool {
    let (seconds, attoseconds) = limit.components
    let deadline = DispatchTime.now() + Double(seconds) + Double(attoseconds) / 1e18
    guard finished.wait(timeout: deadline) == .success else { return false }
    finished.signal()
    return true
  }

  /// Waits for the end.
  func join() -> Result<Outcome, any Error>? {
    finished.wait()
    finished.signal()
    return result.withLock { $0 }
  }
}
