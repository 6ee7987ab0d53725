import Glibc
import Synchronization

/// The host's end of the band's cable: a pseudo-terminal and the thread that serves it.
///
/// One thread, usually the emulation's, calls `poll`, `wait`, `send` and `close`; the rest may be read from any thread.
public final class CableEnd: Sendable {
  private let core: CableCore
  private let reader: Mutex<pthread_t?>

  /// The port that clients open, such as `/dev/pts/5`.
  public var path: String { core.terminal.path }
  /// What ends `wait`; may be shared with other sources.
  public var wakeup: Wakeup { core.wakeup }
  /// The rate that the client set, in baud.
  public var baudRate: Int { core.terminal.baudRate }
  /// Whether a client has the port open now, which `poll` may not have told yet.
  public var isAttached: Bool { core.state.withLock { $0.isAttached } }
  /// Whether a client has ever had the port open.
  public var hasBeenAttached: Bool { core.state.withLock { $0.hasBeenAttached } }
  /// Whether the client whose events `poll` gives next has gone, though some of what it wrote may wait here.
  public var hasDeparted: Bool { hasEvents && core.state.withLock { $0.queue.hasDeparted } }
  /// Bytes so far.
  public var counters: LinkCounters { core.state.withLock { $0.counters } }
  /// Whether `poll` has something to tell; costs one atomic load.
  public var hasEvents: Bool { core.hasEvents.load(ordering: .acquiring) }

  /// Bytes that wait for `poll`, so far as they have been read from the port.
  public var pendingBytes: Int { core.state.withLock { $0.queue.pendingBytes } }

  /// Opens a pseudo-terminal and starts serving it.
  ///
  /// With `lossless`, `send` tells the caller when a client does not keep up, instead of dropping. Throws a `LinkError` when the system cannot give a pseudo-terminal, a watch or a thread.
  public init(
    lossless: Bool = false, access: PortAccess? = nil, wakeup: Wakeup = Wakeup()
  ) throws(LinkError) {
    core = try CableCore(terminal: PseudoTerminal(access: access), wakeup: wakeup, lossless: lossless)
    reader = Mutex(try CableReader.start(core))
  }

  deinit {
    close()
  }

  /// Takes the events since the last call, oldest first, with at most `maxBytes` bytes in all. What is left stays
  /// queued; when the queue is full the client blocks, as on a real port.
  public func poll(maxBytes: Int = .max) -> [LinkEvent] {
    guard hasEvents else { return [] }
    return change { state in
      let events = state.queue.take(limit: maxBytes)
      for case .bytes(let bytes) in events { state.counters.bytesIn += bytes.count }
      return events
    }
  }

  /// Throws away what waits here of a client that has gone, for when nobody will ever take it.
  public func discardDeparted() {
    change { $0.counters.discarded += $0.queue.discardDeparted() }
  }

  /// Changes the queue, and has the reader go on where there is room again.
  private func change<Result: Sendable>(_ action: (inout CableCore.State) -> Result) -> Result {
    let (result, pokes) = core.state.withLock { state in
      let wasFull = state.queue.pendingBytes >= CableCore.queueLimit
      let result = action(&state)
      core.hasEvents.store(!state.queue.isEmpty, ordering: .releasing)
      return (result, wasFull && state.queue.pendingBytes < CableCore.queueLimit)
    }
    if pokes { core.pokeReader() }
    return result
  }

  /// Sleeps until something may have happened or until the deadline; for ever without one. Returns false at the deadline.
  @discardableResult
  public func wait(until deadline: ContinuousClock.Instant? = nil) -> Bool {
    core.wakeup.wait(until: deadline)
  }

  /// Sends bytes to the client and returns how many are dealt with.
  ///
  /// Without a client they are dropped and counted. When the port is full they are dropped and counted too, or, if the
  /// end is lossless, fewer than all are dealt with; `wait` then returns when there is room, and the rest is sent again.
  public func send(_ bytes: [UInt8]) -> Int {
    let (done, waits) = core.state.withLock { state in
      let put = state.isAttached && !state.isClosed ? bytes.withUnsafeBytes { core.terminal.master.write($0) } : 0
      state.counters.bytesOut += put
      if put < bytes.count && core.isLossless && state.isAttached && !state.isClosed {
        state.wantsRoom = true
        return (put, true)
      }
      state.counters.dropped += bytes.count - put
      return (bytes.count, false)
    }
    if waits { core.pokeReader() }
    return done
  }

  /// Stops serving; the port goes away with this object. May be called twice.
  public func close() {
    core.state.withLock { $0.isClosed = true }
    core.pokeReader()
    let thread = reader.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let thread { pthread_join(thread, nil) }
  }
}
