import Synchronization

/// Values from any thread for one that looks in between slices; looking at an empty one costs an atomic load.
public final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  private let hasMail = Atomic<Bool>(false)
  private let onPost: @Sendable () -> Void

  /// An empty mailbox. `onPost` is called after every message.
  public init(onPost: @escaping @Sendable () -> Void = {}) {
    self.onPost = onPost
  }

  /// Adds a message.
  public func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    hasMail.store(true, ordering: .releasing)
    onPost()
  }

  /// Whether there are messages now.
  public var hasMessages: Bool { hasMail.load(ordering: .acquiring) }

  /// Takes all messages, oldest first.
  public func take() -> [Message] {
    guard hasMail.load(ordering: .acquiring) else { return [] }
    return messages.withLock { held in
      hasMail.store(false, ordering: .relaxed)
      defer { held = [] }
      return held
    }
  }
}
