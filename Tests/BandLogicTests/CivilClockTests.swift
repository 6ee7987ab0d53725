import Testing

@testable import BandLogic

@Suite struct CivilClockTests {
  /// Every millisecond that can be set is read back, whatever the ticks are.
  @Test func readsBackWhatWasSet() {
    var clock = CivilClock()
    for millisecond in 0...999 as ClosedRange<UInt32> {
      clock.set(seconds: 77, millisecond: millisecond)
      #expect(clock.seconds == 77 && clock.millisecond == millisecond)
    }
    clock.set(seconds: 5, millisecond: .max)
    #expect(clock.seconds == 5 && clock.millisecond == 999)
  }

  /// Setting it begins a second anew: the next one comes as much later as was left of it.
  @Test func secondsFollowFromWhereItWasSet() {
    var clock = CivilClock()
    clock.set(seconds: 10, millisecond: 250)
    clock.advance(ticks: 767)
    #expect(clock.seconds == 10 && clock.millisecond == 999)
    clock.advance(ticks: 1)
    #expect(clock.seconds == 11 && clock.millisecond == 0)
  }

  /// In one piece or in many.
  @Test func piecesAddUp() {
    for ticks in [1, 5, 1_023, 1_024, 1_025, 65_535, 1_000_003] as [UInt32] {
      var (whole, pieces) = (CivilClock(), CivilClock())
      for _ in 0..<300 { pieces.advance(ticks: ticks) }
      whole.advance(ticks: ticks * 300)
      #expect(whole == pieces)
      #expect(whole.seconds == ticks * 300 / 1_024)
    }
  }

  @Test func standsStillAtItsEnd() {
    var clock = CivilClock()
    clock.set(seconds: CivilClock.last - 1, millisecond: 999)
    clock.advance(ticks: 1)
    #expect(clock.seconds == CivilClock.last)
    for ticks in [1, 1_023, 1_024, .max] as [UInt32] {
      clock.advance(ticks: ticks)
      #expect(clock.seconds == CivilClock.last)
    }
    clock.set(seconds: .max)
    #expect(clock.seconds == CivilClock.last)
    // The minute's end is a number that 32 bits hold: whoever rounds up to it does not trap.
    #expect((CivilClock.last / 60 + 1).multipliedReportingOverflow(by: 60).overflow == false)
    clock = CivilClock()
    clock.advance(ticks: .max)
    #expect(clock.seconds == UInt32.max / 1_024)
  }
}
