import Testing

@testable import Link

@Suite struct CableQueueTests {
  private func queue(_ events: [LinkEvent], keepingDeadBytes: Bool = false) -> (CableQueue, Int) {
    var queue = CableQueue()
    var discarded = 0
    for event in events { discarded += queue.append(event, keepingDeadBytes: keepingDeadBytes) }
    return (queue, discarded)
  }

  @Test func keepsOrder() {
    let events: [LinkEvent] = [.attached, .bytes([1, 2]), .detached]
    var (queue, discarded) = queue(events)
    #expect(discarded == 0)
    #expect(queue.take(limit: .max) == events)
    #expect(queue.isEmpty)
    #expect(queue.take(limit: .max) == [])
  }

  @Test func joinsNeighbouringBytes() {
    var (queue, _) = queue([.attached, .bytes([1]), .bytes([2, 3])])
    #expect(queue.pendingBytes == 3)
    #expect(queue.take(limit: .max) == [.attached, .bytes([1, 2, 3])])
  }

  @Test func handsOutNoMoreThanAsked() {
    var (queue, _) = queue([.attached, .bytes([1, 2, 3]), .detached])
    #expect(queue.take(limit: 0) == [.attached])
    #expect(queue.take(limit: 2) == [.bytes([1, 2])])
    #expect(queue.pendingBytes == 1)
    #expect(queue.take(limit: 1) == [.bytes([3]), .detached])
    #expect(queue.isEmpty)
  }

  @Test func whatIsThrownAwayLeavesTheRest() {
    var (queue, _) = queue([.attached, .bytes([1, 2, 3]), .detached])
    #expect(queue.take(limit: 1) == [.attached, .bytes([1])])
    #expect(queue.discardBytes() == 2)
    #expect(queue.discardBytes() == 0)
    #expect(queue.append(.attached) == 0)
    #expect(queue.append(.bytes([4])) == 0)
    #expect(queue.take(limit: .max) == [.detached, .attached, .bytes([4])])
  }

  @Test func doesNotTellDetachBeforeTheBytes() {
    var (queue, _) = queue([.attached, .bytes([1, 2]), .detached])
    #expect(queue.take(limit: 1) == [.attached, .bytes([1])])
    #expect(queue.take(limit: 0) == [])
    #expect(queue.take(limit: -5) == [])
    #expect(queue.take(limit: 5) == [.bytes([2]), .detached])
  }

  @Test func aNewClientDoesNotWaitBehindADeadOne() {
    var (queue, discarded) = queue([.attached, .bytes([1, 2]), .detached, .attached, .bytes([3])])
    #expect(discarded == 2)
    #expect(queue.take(limit: .max) == [.attached, .detached, .attached, .bytes([3])])
  }

  @Test func discardsOnlyWhatWasNotTaken() {
    var (queue, _) = queue([.attached, .bytes([1, 2, 3])])
    #expect(queue.take(limit: 2) == [.attached, .bytes([1, 2])])
    #expect(queue.append(.detached) == 0)
    #expect(queue.append(.attached) == 1)
    #expect(queue.append(.bytes([4])) == 0)
    #expect(queue.take(limit: .max) == [.detached, .attached, .bytes([4])])
  }

  @Test func keepsDeadBytesWhenToldTo() {
    let events: [LinkEvent] = [.attached, .bytes([1, 2]), .detached, .attached, .bytes([3]), .detached]
    var (queue, discarded) = queue(events, keepingDeadBytes: true)
    #expect(discarded == 0)
    #expect(queue.take(limit: .max) == events)
  }

  @Test func manyUnheardClientsTakeLittleRoom() {
    var queue = CableQueue()
    for _ in 0..<10_000 {
      _ = queue.append(.attached)
      _ = queue.append(.detached)
    }
    let events = queue.take(limit: .max)
    #expect(events.count == CableQueue.edgeLimit)
    for (index, event) in events.enumerated() { #expect(event == (index % 2 == 0 ? .attached : .detached)) }
  }

  @Test func longTrafficInSmallPieces() {
    var queue = CableQueue()
    var sent: [UInt8] = []
    var received: [UInt8] = []
    for round in 0..<3000 {
      let piece = [UInt8](repeating: UInt8(truncatingIfNeeded: round), count: 67)
      sent += piece
      _ = queue.append(.bytes(piece))
      for case .bytes(let bytes) in queue.take(limit: round % 2 == 0 ? 1 : 100) { received += bytes }
    }
    for case .bytes(let bytes) in queue.take(limit: .max) { received += bytes }
    #expect(sent == received)
  }
}
