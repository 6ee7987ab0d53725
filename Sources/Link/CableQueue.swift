/// The events that wait for the emulation, in order.
struct CableQueue {
  private var bytes: [UInt8] = []
  /// Bytes at the front of `bytes` that were taken already.
  private var taken = 0
  /// Attaches (true) and detaches (false), each before the byte with this index.
  private var edges: [(index: Int, attached: Bool)] = []

  /// Beyond this many, attaches and detaches that nobody takes are merged.
  static let edgeLimit = 256

  var pendingBytes: Int { bytes.count - taken }
  var isEmpty: Bool { pendingBytes == 0 && edges.isEmpty }

  /// Queues an event. An attach throws away the bytes of earlier clients, unless `keepingDeadBytes`, so that a client
  /// never waits behind a dead one; returns how many these were.
  mutating func append(_ event: LinkEvent, keepingDeadBytes: Bool = false) -> Int {
    switch event {
    case .bytes(let more):
      bytes += more
      return 0
    case .detached:
      edges.append((bytes.count, false))
      return 0
    case .attached:
      if let last = edges.last, edges.count >= Self.edgeLimit, !last.attached, last.index == bytes.count {
        // Nobody has listened for long: a detach and this attach cancel out.
        edges.removeLast()
        return 0
      }
      let dead = keepingDeadBytes ? 0 : discardBytes()
      edges.append((bytes.count, true))
      return dead
    }
  }

  /// Throws away all bytes, and none of the attaches and detaches; returns how many these were.
  mutating func discardBytes() -> Int {
    let discarded = pendingBytes
    bytes.removeAll(keepingCapacity: true)
    taken = 0
    edges = edges.map { (0, $0.attached) }
    return discarded
  }

  /// Takes events from the front, with at most `limit` bytes in all.
  mutating func take(limit: Int) -> [LinkEvent] {
    var events: [LinkEvent] = []
    var room = max(0, limit)
    var passed = 0
    func piece(upTo end: Int, _ bytes: [UInt8], _ taken: inout Int) -> LinkEvent? {
      let count = min(room, end - taken)
      guard count > 0 else { return nil }
      let slice = Array(bytes[taken..<taken + count])
      taken += count
      room -= count
      return .bytes(slice)
    }
    for edge in edges {
      if let event = piece(upTo: edge.index, bytes, &taken) { events.append(event) }
      guard taken == edge.index else { break }
      events.append(edge.attached ? .attached : .detached)
      passed += 1
    }
    edges.removeFirst(passed)
    if edges.isEmpty, let event = piece(upTo: bytes.count, bytes, &taken) { events.append(event) }
    compact()
    return events
  }

  private mutating func compact() {
    if taken == bytes.count {
      bytes.removeAll(keepingCapacity: true)
    } else if taken >= 65536 {
      bytes.removeFirst(taken)
    } else {
      return
    }
    edges = edges.map { ($0.index - taken, $0.attached) }
    taken = 0
  }
}
