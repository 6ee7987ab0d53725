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
  /// Whether the client that has gone left the port at 1200 baud, the sign by which host tools ask a device for its
  /// bootloader. The port is then back at 115200 baud, so that every touch is told once.
  public func takeTouch() -> Bool {
    guard core.terminal.baudRate == 1_200, !isAttached else { return false }
    core.terminal.setStandardRate()
    return true
  }

  /// Whether a client has the port open now, which `poll` may not have told yet.
  public var isAttached: Bool { core.state.withLock { $0.isAttached } }
  /// Bytes so far.
  public var counters: LinkCounters { core.state.withLock { $0.counters } }
  /// Whether `poll` has something to tell; costs one atomic load.
  public var hasEvents: Bool { core.hasEvents.load(ordering: .acquiring) }

  /// Bytes that wait for `poll`, so far as they have been read from the port.
  public var pendingBytes: Int { core.state.withLock { $0.queue.pendingBytes } }

  /// Opens a pseudo-terminal and starts serving it.
  ///
  /// With `lossless`, `send` tells the caller when a client does not keep up, instead of dropping. With
  /// `keepingDeadBytes`, what a client wrote still arrives when another one has attached in the meantime.
  /// Throws a `LinkError` when the system cannot give a pseudo-terminal, a watch or a thread.
  public init(
    lossless: Bool = false, keepingDeadBytes: Bool = false, access: PortAccess? = nil, wakeup: Wakeup = Wakeup()
  ) throws(LinkError) {
    core = try CableCore(
      terminal: PseudoTerminal(access: access), wakeup: wakeup, lossless: lossless, keepingDeadBytes: keepingDeadBytes)
    reader = Mutex(try CableReader.start(core))
  }

  deinit {
    close()
  }

  /// Takes the events since the last call, oldest first, with at most `maxBytes` bytes in all. What is left stays
  /// queued; when the queue is full the client blocks, as on a real port.
  public func poll(maxBytes: Int = .max) -> [LinkEvent] {
    guard hasEvents else { return [] }
    let (events, pokes) = core.state.withLock { state in
      let wasFull = state.queue.pendingBytes >= CableCore.queueLimit
      let events = state.queue.take(limit: maxBytes)
      for case .bytes(let bytes) in events { state.counters.bytesIn += bytes.count }
      core.hasEvents.store(!state.queue.isEmpty, ordering: .releasing)
      return (events, wasFull && state.queue.pendingBytes < CableCore.queueLimit)
    }
    if pokes { core.pokeReader() }
    return events
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

  /// Sleeps until a client has attached for the first time. Returns false at the deadline, or when `keepWaiting`, which
  /// is asked at least every 50 ms, says no.
  public func waitForClient(
    until deadline: ContinuousClock.Instant? = nil, while keepWaiting: () -> Bool = { true }
  ) -> Bool {
    while true {
      if core.state.withLock({ $0.hasBeenAttached }) { return true }
      let now = ContinuousClock.now
      if !keepWaiting() || deadline.map({ $0 <= now }) == true { return false }
      let look = now + .milliseconds(50)
      core.wakeup.wait(until: deadline.map { min($0, look) } ?? look)
    }
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
