import Foundation
import Testing

@testable import Link

/// The cable against plain descriptors, where every byte can be counted.
@Suite struct CableEndTests {
  @Test func aQuickClientComesInOrder() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    for count in 1...200 {
      let client = try PlainClient(end.path)
      client.write([120, UInt8(count)])
      client.close()
      try log.waitForDetach(count)
    }
    let expected = (1...200).flatMap { [LinkEvent.attached, .bytes([120, UInt8($0)]), .detached] }
    #expect(log.events == expected)
    #expect(end.counters.bytesIn == 400)
    #expect(end.counters.discarded == 0)
  }

  @Test func nothingIsLostOrReorderedInARush() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    var sent: [UInt8] = []
    for count in 0..<3000 {
      let client = try PlainClient(end.path)
      let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: count % 5)
      sent += bytes
      #expect(client.write(bytes) == bytes.count)
      client.close()
      log.take()
    }
    try log.waitForBytes(sent.count)
    try log.wait("last detach") { $0.events.last == .detached && !end.isAttached && !end.hasEvents }
    #expect(log.bytes == sent)
    var attached = false
    for event in log.events {
      switch event {
      case .attached:
        #expect(!attached)
        attached = true
      case .detached:
        #expect(attached)
        attached = false
      case .bytes: #expect(attached)
      case .flushed, .touched: Issue.record("\(event)")
      }
    }
    #expect(!attached)
    #expect(end.counters.bytesIn == sent.count)
  }

  /// As on a real port: what a client has written and the band has not got yet goes with tcflush, and what it writes then
  /// does not. Throwing away what was received takes nothing from the band.
  @Test func aFlushTakesBackWhatWasWritten() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    let client = try PlainClient(end.path)
    try log.waitForAttach()
    var kept: [UInt8] = []
    for count in 1...100 as ClosedRange<UInt8> {
      client.write([UInt8](repeating: 120, count: 30))
      // The reader has them; the emulation has not.
      try waitForPending(30, end)
      #expect(tcflush(client.descriptor, count % 2 == 0 ? TCOFLUSH : TCIOFLUSH) == 0)
      client.write([count, 98])
      kept += [count, 98]
      try waitForPending(2, end)
      try log.waitForBytes(kept.count)
      client.write([99])
      kept.append(99)
      try waitForPending(1, end)
      #expect(tcflush(client.descriptor, TCIFLUSH) == 0)
      try log.waitForBytes(kept.count)
    }
    #expect(log.bytes == kept)
    // Each time the emulation is told, so that it throws away what it has and the band has not.
    #expect(log.events.count { $0 == .flushed } == 100)
    #expect(end.counters.bytesIn == 300 && end.counters.discarded == 3_000)
    // Settings and flushes leave no bytes, and a client that goes is still noticed.
    var settings = termios()
    #expect(tcgetattr(client.descriptor, &settings) == 0)
    for action in [TCSANOW, TCSADRAIN, TCSAFLUSH] { #expect(tcsetattr(client.descriptor, action, &settings) == 0) }
    client.close()
    try log.waitForDetach()
    #expect(log.bytes == kept)
  }

  /// Waits until so many bytes are queued for the emulation.
  private func waitForPending(_ count: Int, _ end: CableEnd) throws {
    let deadline = ContinuousClock.now + patience
    while end.pendingBytes != count {
      guard ContinuousClock.now < deadline else { throw TimedOut(description: "\(end.pendingBytes), not \(count)") }
      sched_yield()
    }
  }

  @Test func whatOneClientWroteComesBeforeTheNext() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    for count in 1...500 {
      let dead = try PlainClient(end.path)
      dead.write([UInt8](repeating: 97, count: 20))
      dead.close()
      let next = try PlainClient(end.path)
      next.write([UInt8(truncatingIfNeeded: count), 98])
      try log.wait("bytes of client \(count)") {
        $0.lastClientBytes.suffix(2) == [UInt8(truncatingIfNeeded: count), 98]
      }
      next.close()
      try log.wait("detach") { _ in !end.isAttached && !end.hasEvents }
    }
    #expect(end.counters == counters(in: 500 * 22))
  }

  @Test func countsSeveralOpeners() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    let first = try PlainClient(end.path)
    let second = try PlainClient(end.path)
    first.write([1])
    try log.waitForBytes(1)
    first.close()
    second.write([2])
    try log.waitForBytes(2)
    #expect(end.isAttached)
    #expect(end.send([3, 4]) == 2)
    #expect(try second.read(2) == [3, 4])
    second.close()
    try log.waitForDetach()
    #expect(log.events == [.attached, .bytes([1, 2]), .detached])
    #expect(end.counters == counters(in: 2, out: 2))
  }

  @Test func dropsAndCountsWithoutAClient() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    #expect(end.send([1, 2, 3]) == 3)
    let client = try PlainClient(end.path)
    try log.waitForAttach()
    #expect(end.send([4]) == 1)
    #expect(try client.read(1) == [4])
    client.close()
    try log.waitForDetach()
    #expect(end.send([5, 6]) == 2)
    #expect(end.counters == counters(out: 1, dropped: 5))
  }

  @Test func theNextClientReadsNothingStale() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    for count in 1...50 {
      let client = try PlainClient(end.path)
      try log.waitForAttach(count)
      #expect(client.readAvailable() == [])
      #expect(end.send([UInt8](repeating: 9, count: 300)) == 300)
      client.close()
      try log.waitForDetach(count)
    }
    #expect(end.counters == counters(out: 15_000))
  }

  @Test func dropsAndCountsWhenTheClientDoesNotRead() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    let client = try PlainClient(end.path)
    try log.waitForAttach()
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    for _ in 0..<200 { #expect(end.send(bytes) == 1000) }
    let full = end.counters
    #expect(full.dropped > 0)
    #expect(full.bytesOut + full.dropped == 200_000)
    let received = try client.read(full.bytesOut)
    #expect(received.count == full.bytesOut)
    #expect(end.send([1, 2, 3]) == 3)
    #expect(try client.read(3) == [1, 2, 3])
    #expect(client.readAvailable() == [])
  }

  @Test func losslessTellsHowMuchWentIn() throws {
    let end = try CableEnd(lossless: true)
    var log = EventLog(end)
    #expect(end.send([1, 2]) == 2)
    let client = try PlainClient(end.path)
    try log.waitForAttach()
    let total = 300_000
    let bytes = (0..<total).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let received = Wakeup()
    nonisolated(unsafe) var result: [UInt8] = []
    nonisolated(unsafe) let clientThere = client
    var done = end.send(bytes)
    #expect(done < total)
    Thread.detachNewThread {
      result = (try? clientThere.read(total)) ?? []
      received.signal()
    }
    let deadline = ContinuousClock.now + patience
    while done < total, ContinuousClock.now < deadline {
      end.wait(until: deadline)
      done += end.send(Array(bytes[done...]))
    }
    #expect(received.wait(until: deadline))
    #expect(result == bytes)
    #expect(end.counters == counters(out: total, dropped: 2))
  }

  @Test func losslessDoesNotWaitForADeadClient() throws {
    let end = try CableEnd(lossless: true)
    var log = EventLog(end)
    let client = try PlainClient(end.path)
    try log.waitForAttach()
    let done = end.send([UInt8](repeating: 1, count: 100_000))
    #expect(done < 100_000)
    client.close()
    try log.waitForDetach()
    #expect(end.send([UInt8](repeating: 1, count: 100_000 - done)) == 100_000 - done)
    #expect(end.counters == counters(out: done, dropped: 100_000 - done))
  }

  /// Whatever closed clients left, what is held here is bounded: the rest stays in the port, where the next ones block.
  @Test func clientsThatNobodyHearsBlockInTheEnd() throws {
    let end = try CableEnd()
    var written: [UInt8] = []
    var failures = 0
    let deadline = ContinuousClock.now + patience
    while failures < 100 {
      let client = try PlainClient(end.path)
      let put = client.write((0..<4_096).map { UInt8(truncatingIfNeeded: written.count &+ $0 &* 5) })
      written += (0..<put).map { UInt8(truncatingIfNeeded: written.count &+ $0 &* 5) }
      failures = put > 0 ? 0 : failures + 1
      guard ContinuousClock.now < deadline, written.count < 1 << 20 else {
        throw TimedOut(description: "\(written.count) bytes and no end")
      }
      sched_yield()
    }
    // The pass that reached the limit may have read all that the port held.
    #expect(end.pendingBytes >= CableCore.departedLimit)
    #expect(end.pendingBytes < CableCore.departedLimit + CableCore.portLimit)
    var log = EventLog(end)
    try log.waitForBytes(written.count)
    let isWhole = log.bytes == written
    #expect(isWhole)
    try log.wait("the last detach") { $0.events.last == .detached && !end.isAttached }
    // And the port goes on as before.
    let next = try PlainClient(end.path)
    next.write([98])
    try log.wait("the next client's byte") { $0.lastClientBytes == [98] }
    #expect(end.counters == counters(in: written.count + 1))
  }

  /// A sender that waits for a client to read must hear that it has gone, even while nothing more is taken from it.
  @Test func aDeadClientIsKnownWhileNothingIsTaken() throws {
    let end = try CableEnd(lossless: true)
    let deadline = ContinuousClock.now + patience
    while end.pendingBytes < CableCore.departedLimit, ContinuousClock.now < deadline {
      let client = try PlainClient(end.path)
      client.write([UInt8](repeating: 1, count: 4_096))
    }
    let last = try PlainClient(end.path)
    while !end.hasDeparted, ContinuousClock.now < deadline { end.wait(until: deadline) }
    last.close()
    while end.isAttached, ContinuousClock.now < deadline { end.wait(until: deadline) }
    #expect(end.send([1, 2, 3]) == 3)
    #expect(end.counters == counters(dropped: 3))
  }

  @Test func whatAClientLeftIsThrownAwayWhenAsked() throws {
    let end = try CableEnd()
    let client = try PlainClient(end.path)
    client.write([1, 2, 3])
    client.close()
    let deadline = ContinuousClock.now + patience
    while !end.hasDeparted, ContinuousClock.now < deadline { end.wait(until: deadline) }
    end.discardDeparted()
    #expect(end.poll() == [.attached, .detached])
    #expect(end.counters == counters(discarded: 3))
  }

  @Test func aFastClientLosesNothing() throws {
    let end = try CableEnd()
    let client = try PlainClient(end.path)
    let written = try fill(client, end)
    client.close()
    var received = 0
    var events: [LinkEvent] = []
    let deadline = ContinuousClock.now + patience
    while events.last != .detached, ContinuousClock.now < deadline {
      for event in end.poll(maxBytes: 100) {
        if case .bytes(let bytes) = event {
          #expect(bytes.count <= 100)
          for (offset, byte) in bytes.enumerated() where byte != UInt8(truncatingIfNeeded: received + offset) {
            Issue.record("byte \(received + offset) is \(byte)")
          }
          received += bytes.count
        } else {
          events.append(event)
        }
      }
      if !end.hasEvents && events.last != .detached { end.wait(until: deadline) }
    }
    #expect(events == [.attached, .detached])
    #expect(received == written)
    #expect(end.counters == counters(in: written))
  }

  @Test func theFirstClientIsRemembered() throws {
    let end = try CableEnd()
    #expect(!end.hasBeenAttached)
    let path = end.path
    Thread.detachNewThread { _ = try? PlainClient(path) }
    #expect(end.wait(until: .now + patience))
    var log = EventLog(end)
    try log.waitForDetach()
    // Once is enough, even if the client has gone.
    #expect(end.hasBeenAttached)
  }

  @Test func closesWhileAClientIsThere() throws {
    var end: CableEnd? = try CableEnd()
    let client = try PlainClient(end!.path)
    end!.close()
    end!.close()
    #expect(end!.send([1]) == 1)
    #expect(end!.counters.dropped == 1)
    end = nil
    #expect(client.waitForEnd())
  }

  /// Writes rising bytes until neither the queue nor the port takes more, and nothing moves.
  private func fill(_ client: PlainClient, _ end: CableEnd) throws -> Int {
    var written = 0
    var failures = 0
    let deadline = ContinuousClock.now + patience
    while failures < 3 {
      let put = client.write((0..<512).map { UInt8(truncatingIfNeeded: written + $0) })
      written += put
      if put > 0 {
        failures = 0
        guard written < 1 << 20 else { throw TimedOut(description: "the client never blocks") }
        continue
      }
      // The reader may still be at work: it is done when its own queue is full.
      if end.pendingBytes >= CableCore.queueLimit { failures += 1 }
      guard ContinuousClock.now < deadline else { throw TimedOut(description: "the queue does not fill") }
      sched_yield()
    }
    return written
  }

  private func counters(in bytesIn: Int = 0, out: Int = 0, dropped: Int = 0, discarded: Int = 0) -> LinkCounters {
    var counters = LinkCounters()
    counters.bytesIn = bytesIn
    counters.bytesOut = out
    counters.dropped = dropped
    counters.discarded = discarded
    return counters
  }
}
