import Machine
import Testing
@testable import Watchers

@Suite struct ChangeLogTests {
  private func plain(_ log: ChangeLog) -> [[Int64]] {
    log.changes.map { [Int64($0.time), Int64($0.track), $0.value] }
  }

  @Test func theWindowBeginsWithWhatHeldBefore() {
    var log = ChangeLog(window: 100..<200, tracks: 3)
    log.set(0, 1, at: 0)
    log.set(1, 5, at: 50)
    log.set(0, 2, at: 99)
    log.set(0, 3, at: 150)
    log.set(0, 3, at: 160)
    log.set(1, 6, at: 200)
    log.finish(at: 300)
    #expect(plain(log) == [[100, 0, 2], [100, 1, 5], [150, 0, 3]])
    #expect(log.recorded(until: 300) == 100..<200)
    #expect(log.recorded(until: 120) == 100..<120)
  }

  @Test func oneTickHasOneChangeOfATrack() {
    var log = ChangeLog(window: 0..<100, tracks: 2)
    log.set(0, 1, at: 10)
    log.set(1, 9, at: 10)
    log.set(0, 2, at: 10)
    #expect(plain(log) == [[10, 0, 2], [10, 1, 9]])
  }

  @Test func aQuietWindowStillHasItsFirstValues() {
    var log = ChangeLog(window: 100..<200, tracks: 1)
    log.set(0, 4, at: 7)
    log.finish(at: 150)
    #expect(plain(log) == [[100, 0, 4]])
  }

  @Test func memoryIsBoundedAndTheEndIsSaid() {
    var log = ChangeLog(window: 0..<1_000, tracks: 1, limit: 3)
    for time in 0..<10 { log.set(0, Int64(time), at: Tick(time)) }
    #expect(plain(log) == [[0, 0, 0], [1, 0, 1], [2, 0, 2]])
    #expect(log.overflow == 3)
    #expect(log.recorded(until: 500) == 0..<3)
  }
}
