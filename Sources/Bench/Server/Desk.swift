import Dispatch
import Link
import Session
import Synchronization

/// Where requests wait for the emulation thread, and where that answers them.
final class Desk: Sendable {
  /// A request and who waits for its answer.
  struct Call: Sendable {
    let request: APIRequest
    private let waiting = Waiting()

    fileprivate init(_ request: APIRequest) { self.request = request }

    /// Answers it; once.
    func answer(_ reply: APIReply) { waiting.end(reply) }

    fileprivate func wait() -> APIReply { waiting.wait() }
  }

  /// The thread that waits for an answer.
  private final class Waiting: Sendable {
    private let reply = Mutex<APIReply?>(nil)
    private let isAnswered = DispatchSemaphore(value: 0)

    func end(_ reply: APIReply) {
      self.reply.withLock { $0 = reply }
      isAnswered.signal()
    }

    func wait() -> APIReply {
      isAnswered.wait()
      return reply.withLock { $0 } ?? Desk.over
    }
  }

  private static let over = APIReply(APIError(410, "the run has ended"))

  private let calls = Mailbox<Call>()
  private let wakeup = Mutex<Wakeup?>(nil)
  private let isClosed = Atomic<Bool>(false)

  /// The run that answers waits by this from now on.
  func open(_ wakeup: Wakeup) { self.wakeup.withLock { $0 = wakeup } }

  /// Asks, and waits for the answer: as long as the run likes.
  func ask(_ request: APIRequest) -> APIReply {
    let call = Call(request)
    calls.post(call)
    wakeup.withLock { $0 }?.signal()
    // Whoever closes it and whoever comes too late both answer what they find.
    if isClosed.load(ordering: .sequentiallyConsistent) { refuse() }
    return call.wait()
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
