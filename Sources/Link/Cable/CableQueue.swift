/// The events that wait for the emulation, in order.
struct CableQueue {
  private var bytes: [UInt8] = []
  /// Bytes at the front of `bytes` that were taken already.
  private var taken = 0
  /// All other events, each before the byte with this index.
  private var marks: [(index: Int, event: LinkEvent)] = []

  /// Beyond this many, attaches and detaches that nobody takes are merged.
  static let markLimit = 256

  var pendingBytes: Int { bytes.count - taken }
  var isEmpty: Bool { pendingBytes == 0 && marks.isEmpty }
  /// Whether the client whose events are at the front has gone.
  var hasDeparted: Bool { marks.contains { $0.event == .detached } }

  /// Queues an event. What a client wrote stays in front of the next client's attach: a port delivers it.
  mutating func append(_ event: LinkEvent) {
    switch event {
    case .bytes(let more): bytes += more
    case .attached:
      if let last = marks.last, marks.count >= Self.markLimit, last.event == .detached, last.index == bytes.count {
        // Nobody has listened for long: a detach and this attach cancel out.
        marks.removeLast()
      } else {
        marks.append((bytes.count, event))
      }
    case .detached, .flushed, .touched: marks.append((bytes.count, event))
    }
  }

  /// Throws away the bytes of the client that came last; returns how many these were.
  mutating func discardLastClient() -> Int {
    discard(from: max(taken, marks.last { $0.event == .attached }?.index ?? 0), to: bytes.count)
  }

  /// Throws away the bytes at the front, up to the first detach; returns how many these were.
  mutating func discardDeparted() -> Int {
    discard(from: taken, to: marks.first { $0.event == .detached }?.index ?? taken)
  }

  private mutating func discard(from start: Int, to end: Int) -> Int {
    guard start < end else { return 0 }
    bytes.removeSubrange(start..<end)
    marks = marks.map { ($0.index <= start ? $0.index : max(start, $0.index - (end - start)), $0.event) }
    return end - start
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
    for mark in marks {
      if let event = piece(upTo: mark.index, bytes, &taken) { events.append(event) }
      guard taken == mark.index else { break }
      events.append(mark.event)
      passed += 1
    }
    marks.removeFirst(passed)
    if marks.isEmpty, let event = piece(upTo: bytes.count, bytes, &taken) { events.append(event) }
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
    marks = marks.map { ($0.index - taken, $0.event) }
    taken = 0
  }
}
