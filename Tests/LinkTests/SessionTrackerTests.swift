import SeededRandom
import Testing

@testable import Link

@Suite struct SessionTrackerTests {
  @Test func aQuickClientIsTakenApart() {
    var tracker = SessionTracker()
    #expect(tracker.advance([.opened, .wrote, .closed], bytes: [120]) == [.attached, .bytes([120]), .detached])
    #expect(!tracker.isAttached)
  }

  @Test func aClientThatHasNotBeenSeenWritingIsBelieved() {
    var tracker = SessionTracker()
    #expect(tracker.advance([.opened], bytes: [1]) == [.attached, .bytes([1])])
    #expect(tracker.advance([], bytes: [2]) == [.bytes([2])])
    #expect(tracker.advance([.wrote, .closed], bytes: []) == [.detached])
  }

  @Test func severalOpenersAreOneStay() {
    var tracker = SessionTracker()
    #expect(tracker.advance([.opened, .opened], bytes: []) == [.attached])
    #expect(tracker.openers == 2)
    #expect(tracker.advance([.closed], bytes: []) == [])
    #expect(tracker.advance([.opened, .closed, .closed], bytes: []) == [.detached])
    #expect(tracker.openers == 0)
  }

  @Test func theLastBytesOfADeadClientAreItsOwn() {
    var tracker = SessionTracker()
    _ = tracker.advance([.opened], bytes: [])
    #expect(tracker.advance([.wrote, .closed, .opened], bytes: [9]) == [.bytes([9]), .detached, .attached])
  }

  @Test func theFirstBytesOfANewClientAreItsOwn() {
    var tracker = SessionTracker()
    _ = tracker.advance([.opened], bytes: [])
    #expect(
      tracker.advance([.closed, .opened, .wrote], bytes: [9]) == [.detached, .attached, .bytes([9])])
    // The write is over, but the kernel has not noted it yet.
    #expect(tracker.advance([.closed, .opened], bytes: [8]) == [.detached, .attached, .bytes([8])])
  }

  @Test func bytesLeftInThePortBelongToTheClientThatWasThere() {
    var tracker = SessionTracker()
    _ = tracker.advance([.opened, .wrote], bytes: [1], leavingUnread: true)
    #expect(
      tracker.advance([.closed, .opened], bytes: [2])
        == [.bytes([2]), .detached, .attached])
  }

  @Test func nothingIsLostBetweenTwoWriters() {
    var tracker = SessionTracker()
    _ = tracker.advance([.opened], bytes: [])
    #expect(
      tracker.advance([.wrote, .closed, .opened, .wrote], bytes: [1, 2])
        == [.detached, .attached, .bytes([1, 2])])
  }

  @Test func aCloseWithoutAnOpenIsNothing() {
    var tracker = SessionTracker()
    #expect(tracker.advance([.closed], bytes: []) == [])
    #expect(tracker.openers == 0)
  }

  @Test func aMergedNoteIsPutRight() {
    var tracker = SessionTracker()
    _ = tracker.advance([.opened, .opened], bytes: [])
    tracker.note([.closed])
    #expect(tracker.isAttached)
    #expect(!tracker.hasDetached)
    tracker.noteNobody()
    #expect(tracker.hasDetached)
    #expect(tracker.finish([5]) == [.bytes([5]), .detached])
    #expect(!tracker.isAttached)
    tracker.noteNobody()
    #expect(tracker.finish([]) == [])
  }

  @Test func findsAClientAgainAfterLostNotes() {
    var tracker = SessionTracker()
    _ = tracker.advance([.opened], bytes: [])
    #expect(tracker.advance([.lost], bytes: []) == [.detached])
    #expect(tracker.advance([], bytes: [7]) == [.attached, .bytes([7])])
    #expect(tracker.advance([.closed], bytes: []) == [.detached])
  }

  @Test func attachAndDetachAlternateWhateverComes() {
    var random = SplitMix(seed: 5)
    let kinds: [SlaveActivity] = [.opened, .opened, .closed, .closed, .wrote, .lost]
    var tracker = SessionTracker()
    var attached = false
    for _ in 0..<20_000 {
      let activity = (0..<random.below(6)).map { _ in kinds[random.below(kinds.count)] }
      let bytes = [UInt8](repeating: 1, count: random.below(3))
      var seen = 0
      for event in tracker.advance(activity, bytes: bytes) {
        switch event {
        case .attached:
          #expect(!attached)
          attached = true
        case .detached:
          #expect(attached)
          attached = false
        case .bytes(let bytes):
          #expect(attached)
          seen += bytes.count
        case .flushed, .touched: Issue.record("\(event)")
        }
      }
      #expect(seen == bytes.count)
      #expect(attached == tracker.isAttached)
    }
  }
}

extension SessionTracker {
  /// Notes and the bytes after them in one call.
  fileprivate mutating func advance(
    _ activity: [SlaveActivity], bytes: [UInt8], leavingUnread: Bool = false
  ) -> [LinkEvent] {
    note(activity)
    return finish(bytes, leavingUnread: leavingUnread)
  }
}
