import Link

@testable import Session

extension Session {
  /// A run that no host, viewer or signal reaches. It has not begun.
  static func alone(_ options: RunOptions) throws -> Session {
    let wakeup = Wakeup()
    return try Session(
      try RunInputs(options), ports: SessionPorts(wakeup: wakeup), commands: Mailbox {}, board: StatusBoard(wakeup),
      stop: StopFlag())
  }
}
