import Link
import Machine

/// The order in which a port's events reach the band, so that closing it loses nothing.
///
/// As of a serial port on a desk: what was written before the close goes out first, for at most `patience`. The cable
/// is pulled out `CableBridge.linger` after the last byte, and stays in where the next client is there by then. The kernel does not
/// let a pty's `close` or `tcdrain` wait for that (its driver tells of no characters in its buffer), so a tool may have
/// ended before its bytes have left.
struct PortClosing {
  /// How long bytes of a closed port may take to leave: the kernel's own limit for serial ports (`closing_wait`,
  /// setserial(8)).
  static let patience: Tick = .seconds(30)

  private let bridge: CableBridge
  /// Taken from the port and not told yet.
  private var waiting: [LinkEvent] = []
  /// When it was first seen that the client whose events come next has gone.
  private var departed: Tick?
  /// When the next look is due, though nothing may come from the port.
  private(set) var nextLook: Tick?

  init(_ bridge: CableBridge) {
    self.bridge = bridge
  }

  /// The port's next event that may happen now; `nil` while there is none.
  mutating func next(from port: CableEnd, at now: Tick) -> LinkEvent? {
    nextLook = nil
    if departed == nil, waiting.contains(.detached) || port.hasDeparted { departed = now }
    let limit = departed.map { $0 + Self.patience }
    let isLate = limit.map { now >= $0 } ?? false
    if !isLate { nextLook = limit }
    if isLate, !waiting.contains(.detached) { port.discardDeparted() }
    let room = isLate ? 0 : roomLeft
    if waiting.count < 2, port.hasEvents, isLate || room > 0 { waiting += port.poll(maxBytes: room) }
    guard waiting.first == .detached else { return waiting.isEmpty ? nil : waiting.removeFirst() }
    if waiting.count > 1, waiting[1] == .attached {
      // The next one is there already.
      waiting.removeFirst(2)
      departed = nil
      return next(from: port, at: now)
    }
    let due = leaving(departed ?? now)
    guard now >= due else {
      nextLook = due
      return nil
    }
    departed = nil
    return waiting.removeFirst()
  }

  /// Bytes that the bridge takes besides those that wait here.
  private var roomLeft: Int {
    waiting.reduce(bridge.room) { room, event in
      if case .bytes(let bytes) = event { max(room - bytes.count, 0) } else { room }
    }
  }

  /// When the cable is pulled out of a band whose client has closed the port at `departed`.
  private func leaving(_ departed: Tick) -> Tick {
    let limit = departed + Self.patience
    return bridge.isDrained ? min(bridge.lastSent.map { $0 + CableBridge.linger } ?? 0, limit) : limit
  }
}
