import Testing

@testable import Link

@Suite struct CableQueueTests {
  private func queue(_ events: [LinkEvent]) -> CableQueue {
    var queue = CableQueue()
    for event in events { queue.append(event) }
    return queue
  }

  @Test func keepsOrder() {
    let events: [LinkEvent] = [.attached, .bytes([1, 2]), .flushed, .bytes([3]), .detached, .touched]
    var queue = queue(events)
    #expect(queue.take(limit: .max) == events)
    #expect(queue.isEmpty)
    #expect(queue.take(limit: .max) == [])
  }

  @Test func joinsNeighbouringBytes() {
    var queue = queue([.attached, .bytes([1]), .bytes([2, 3])])
    #expect(queue.pendingBytes == 3)
    #expect(queue.take(limit: .max) == [.attached, .bytes([1, 2, 3])])
  }

  @Test func handsOutNoMoreThanAsked() {
    var queue = queue([.attached, .bytes([1, 2, 3]), .detached])
    #expect(queue.take(limit: 0) == [.attached])
    #expect(queue.take(limit: 2) == [.bytes([1, 2])])
    #expect(queue.pendingBytes == 1)
    #expect(queue.take(limit: 1) == [.bytes([3]), .detached])
    #expect(queue.isEmpty)
  }

  /// A client takes back what it wrote, and nothing of the one before.
  @Test func aFlushTakesTheLastClientsBytes() {
    var queue = queue([.attached, .bytes([1, 2, 3]), .detached, .attached, .bytes([4, 5])])
    #expect(queue.take(limit: 1) == [.attached, .bytes([1])])
    #expect(queue.discardLastClient() == 2)
    #expect(queue.discardLastClient() == 0)
    queue.append(.flushed)
    queue.append(.bytes([6]))
    #expect(queue.take(limit: .max) == [.bytes([2, 3]), .detached, .attached, .flushed, .bytes([6])])
  }

  @Test func aFlushOfWhatWasPartlyTaken() {
    var queue = queue([.attached, .bytes([1, 2, 3])])
    #expect(queue.take(limit: 2) == [.attached, .bytes([1, 2])])
    #expect(queue.discardLastClient() == 1)
    queue.append(.bytes([4]))
    #expect(queue.take(limit: .max) == [.bytes([4])])
  }

  /// Where the band never takes them: the bytes of one that has gone, not those of the next.
  @Test func whatAClientThatHasGoneLeftIsThrownAway() {
    var queue = queue([.attached, .bytes([1, 2, 3])])
    #expect(!queue.hasDeparted)
    #expect(queue.discardDeparted() == 0)
    for event: LinkEvent in [.detached, .attached, .bytes([4, 5])] { queue.append(event) }
    #expect(queue.hasDeparted)
    #expect(queue.take(limit: 1) == [.attached, .bytes([1])])
    #expect(queue.discardDeparted() == 2)
    #expect(queue.take(limit: 0) == [.detached, .attached])
    #expect(!queue.hasDeparted)
    #expect(queue.discardDeparted() == 0)
    #expect(queue.take(limit: .max) == [.bytes([4, 5])])
  }

  @Test func doesNotTellDetachBeforeTheBytes() {
    var queue = queue([.attached, .bytes([1, 2]), .detached])
    #expect(queue.take(limit: 1) == [.attached, .bytes([1])])
    #expect(queue.take(limit: 0) == [])
    #expect(queue.take(limit: -5) == [])
    #expect(queue.take(limit: 5) == [.bytes([2]), .detached])
  }

  @Test func closingLosesNothing() {
    let events: [LinkEvent] = [.attached, .bytes([1, 2]), .detached, .attached, .bytes([3]), .detached]
    var queue = queue(events)
    #expect(queue.take(limit: .max) == events)
  }

  @Test func manyUnheardClientsTakeLittleRoom() {
    var queue = CableQueue()
    for _ in 0..<10_000 {
      queue.append(.attached)
      queue.append(.detached)
    }
    let events = queue.take(limit: .max)
    #expect(events.count == CableQueue.markLimit)
    for (index, event) in events.enumerated() { #expect(event == (index % 2 == 0 ? .attached : .detached)) }
  }

  @Test func longTrafficInSmallPieces() {
    var queue = CableQueue()
    var sent: [UInt8] = []
    var received: [UInt8] = []
    for round in 0..<3000 {
      let piece = [UInt8](repeating: UInt8(truncatingIfNeeded: round), count: 67)
      sent += piece
      queue.append(.bytes(piece))
      for case .bytes(let bytes) in queue.take(limit: round % 2 == 0 ? 1 : 100) { received += bytes }
    }
    for case .bytes(let bytes) in queue.take(limit: .max) { received += bytes }
    #expect(sent == received)
  }
}
