import Machine
import Testing
@testable import Session

@Suite struct PacerTests {
  private let start = ContinuousClock.now

  @Test func virtualTimeFollowsTheClock() {
    var pacer = Pacer(speed: .times(2), at: .seconds(10), now: start)
    #expect(pacer.instant(of: .seconds(14)) == start + .seconds(2))
    #expect(pacer.instant(of: .seconds(9)) == start)
    let (present, limit) = pacer.goal(work: .seconds(14), now: start + .seconds(2))
    #expect(present == .seconds(14))
    #expect(limit == .milliseconds(14_002))
    #expect(pacer.lag == .zero)
  }

  @Test func neverSprintsAfterAStall() {
    var pacer = Pacer(speed: .times(1), at: 0, now: start)
    #expect(pacer.goal(work: .seconds(1), now: start + .seconds(5)).present == .seconds(1))
    #expect(pacer.lag == .seconds(4))
    #expect(pacer.instant(of: .seconds(2)) == start + .seconds(6))
  }

  /// A host that looks late on purpose, or in time after a long rest in which nothing was due, has not fallen behind.
  @Test func aRestIsNoLag() {
    var pacer = Pacer(speed: .times(1), at: 0, now: start)
    #expect(pacer.goal(work: .seconds(100), now: start + .seconds(50)).present == .seconds(50))
    #expect(
      pacer.goal(work: .seconds(100), slack: .milliseconds(50), now: start + .seconds(100.14)).present > .seconds(100))
    #expect(pacer.lag == .zero)
    _ = pacer.goal(work: .seconds(100), now: start + .seconds(100.14))
    #expect(pacer.lag > .milliseconds(139) && pacer.lag < .milliseconds(141))
  }

  @Test func takesNoTimeAtFullSpeedAndANewAnchorAfterIt() {
    var pacer = Pacer(speed: .max, at: 0, now: start)
    #expect(pacer.instant(of: .seconds(1_000)) == nil)
    #expect(pacer.goal(work: .seconds(1_000), now: start).limit == .max)
    pacer.set(.times(1), at: .seconds(1_000), now: start)
    #expect(pacer.instant(of: .seconds(1_001)) == start + .seconds(1))
  }
}
