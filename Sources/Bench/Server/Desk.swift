import Link
import Session
import Synchronization

/// Where requests wait for the emulation thread, and where that answers them.
final class Desk: Sendable {
  /// A request and who waits for its answer.
  struct Call: Sendable {
    let request: APIRequest
    private let waiting: CheckedContinuation<APIReply, Never>

    fileprivate init(_ request: APIRequest, _ waiting: CheckedContinuation<APIReply, Never>) {
      self.request = request
      self.waiting = waiting
    }

    /// Answers it; once.
    func answer(_ reply: APIReply) { waiting.resume(returning: reply) }
  }

  private static let over = APIReply(APIError(410, "the run has ended"))

  private let calls = Mailbox<Call>()
  private let wakeup = Mutex<Wakeup?>(nil)
  private let isClosed = Atomic<Bool>(false)

  /// The run that answers waits by this from now on.
  func open(_ wakeup: Wakeup) { self.wakeup.withLock { $0 = wakeup } }

  /// Asks, and waits for the answer.
  func ask(_ request: APIRequest) async -> APIReply {
    await withCheckedContinuation { waiting in
      calls.post(Call(request, waiting))
      wakeup.withLock { $0 }?.signal()
      // Whoever closes it and whoever comes too late both answer what they find.
      if isClosed.load(ordering: .sequentiallyConsistent) { refuse() }
    }
  }

  /// What waits for an answer, the oldest first.
  func take() -> [Call] { calls.take() }

  /// Nobody will answer any more.
  func close() {
    isClosed.store(true, ordering: .sequentiallyConsistent)
    refuse()
  }

  private func refuse() { for call in calls.take() { call.answer(Desk.over) } }
}
