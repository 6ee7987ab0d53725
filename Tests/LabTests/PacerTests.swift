import Machine
import Testing

@testable import Lab

@Suite struct PacerTests {
  private let start = ContinuousClock.now

  @Test func waitsUntilVirtualTimeIsDue() {
    var pacer = Pacer(speed: .times(2), at: .seconds(10), now: start)
    #expect(pacer.deadline(at: .seconds(14), now: start) == start + .seconds(2))
    #expect(pacer.deadline(at: .seconds(14), now: start + .seconds(2)) == nil)
    #expect(pacer.lag == .zero)
  }

  @Test func neverSprintsAfterAStall() {
    var pacer = Pacer(speed: .times(1), at: 0, now: start)
    #expect(pacer.deadline(at: .seconds(1), now: start + .seconds(5)) == nil)
    #expect(pacer.lag == .seconds(4))
    #expect(pacer.deadline(at: .seconds(2), now: start + .seconds(5)) == start + .seconds(6))
  }

  @Test func takesNoTimeAtFullSpeedAndANewAnchorAfterIt() {
    var pacer = Pacer(speed: .max, at: 0, now: start)
    #expect(pacer.deadline(at: .seconds(1_000), now: start) == nil)
    pacer.set(.times(1), at: .seconds(1_000), now: start)
    #expect(pacer.deadline(at: .seconds(1_001), now: start) == start + .seconds(1))
  }
}
