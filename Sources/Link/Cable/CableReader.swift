import Glibc

/// The thread that moves bytes and notes from the pseudo-terminal into the queue.
struct CableReader {
  let core: CableCore
  private var tracker = SessionTracker()
  /// Notes were taken whose bytes have no room yet.
  private var isHolding = false

  init(core: CableCore) {
    self.core = core
  }

  /// Starts the thread; join it after closing the state.
  static func start(_ core: CableCore) throws(LinkError) -> pthread_t {
    var thread = pthread_t()
    // Signals are the business of the threads that existed before.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let argument = Unmanaged.passRetained(core)
    let status = pthread_create(
      &thread, nil,
      { argument in
        var reader = CableReader(core: Unmanaged<CableCore>.fromOpaque(argument!).takeRetainedValue())
        reader.run()
        return nil
      }, argument.toOpaque())
    guard status == 0 else {
      argument.release()
      throw .system(core.terminal.path, status, "raise the limit of threads (ulimit -u)")
    }
    return thread
  }

  private mutating func run() {
    while true {
      let (pending, wantsRoom, isClosed) = core.state.withLock {
        ($0.queue.pendingBytes, $0.wantsRoom, $0.isClosed)
      }
      if isClosed { return }
      let room = CableCore.queueLimit - pending
      if isHolding && room > 0 {
        pass(pending: pending)
        continue
      }
      var portEvents = room > 0 ? POLLIN : 0
      if wantsRoom { portEvents |= POLLOUT }
      var waiting = [
        pollfd(fd: core.terminal.master.number, events: Int16(portEvents), revents: 0),
        pollfd(fd: core.watch.descriptor.number, events: Int16(POLLIN), revents: 0),
        core.poke.waiting,
      ]
      _ = poll(&waiting, 3, -1)
      if waiting[2].revents != 0 {
        core.poke.drain()
      }
      if Int32(waiting[0].revents) & POLLOUT != 0 {
        core.state.withLock { $0.wantsRoom = false }
        core.wakeup.signal()
      }
      if Int32(waiting[0].revents) & POLLIN != 0 || waiting[1].revents != 0 { pass(pending: pending) }
    }
  }

  /// Reads notes, then bytes, and again until the bytes can be told apart; then queues the events.
  private mutating func pass(pending: Int) {
    var bytes: [UInt8] = []
    var (isEmpty, isFlushed, discarded) = (false, false, 0)
    var news = core.watch.read()
    // A hostile client may open and close for ever; after a few rounds the rest waits for the next pass.
    for _ in 0..<4 {
      tracker.note(news)
      if news.contains(.closed) && tracker.isAttached && core.terminal.isOpenElsewhere() == false {
        tracker.noteNobody()
      }
      // What the queue has room for, or everything when a client has gone.
      let hasDetached = tracker.hasDetached
      isHolding = pending >= (hasDetached ? CableCore.departedLimit : CableCore.queueLimit)
      if isHolding { return hold() }
      let limit = hasDetached ? CableCore.portLimit : CableCore.queueLimit - pending
      let packets = core.terminal.read(into: &bytes, limit: limit - bytes.count)
      isEmpty = packets.isEmpty
      isFlushed = isFlushed || packets.isFlushed
      discarded += packets.discarded
      news = core.watch.read()
      if !news.contains(where: { $0 != .wrote }) { break }
    }
    tracker.note(news)
    if isFlushed { flush(discarded) }
    deliver(tracker.finish(bytes, leavingUnread: !isEmpty))
  }

  /// What was noted stays with the tracker until there is room for the bytes that belong to it. That nobody is there
  /// any more is known at once: who waits to send to a client would wait for ever.
  private func hold() {
    guard !tracker.isAttached else { return }
    core.state.withLock { $0.isAttached = false }
    core.wakeup.signal()
  }

  /// A client has thrown away what it wrote, `discarded` bytes of which had just been read. What waits in the queue is its
  /// own unless it has only now attached.
  private func flush(_ discarded: Int) {
    let isNew = tracker.isNew
    core.state.withLock { state in
      state.counters.discarded += discarded
      guard !isNew else { return }
      state.counters.discarded += state.queue.discardLastClient()
      state.queue.append(.flushed)
      core.hasEvents.store(true, ordering: .releasing)
    }
    if !isNew { core.wakeup.signal() }
  }

  private func deliver(_ events: [LinkEvent]) {
    let isAttached = tracker.isAttached
    core.state.withLock { state in
      state.isAttached = isAttached
      for event in events {
        state.queue.append(event)
        if event == .attached { state.hasBeenAttached = true }
        // Under the lock, so that what is sent to the next client cannot be lost with what the last one left.
        if event == .detached { core.terminal.reset() }
      }
      if events.last == .detached, core.terminal.baudRate == 1_200 {
        core.terminal.setStandardRate()
        state.queue.append(.touched)
      }
      if !events.isEmpty { core.hasEvents.store(true, ordering: .releasing) }
    }
    if !events.isEmpty { core.wakeup.signal() }
  }
}
