import Testing

@testable import Machine

@Suite struct TickTests {
  @Test func aSecondIsTheLeastCommonMultipleOfTheBandsClocks() {
    for hertz: Tick in [96_000_000, 16_000_000, 32_768] { #expect(Tick.perSecond % hertz == 0) }
    // 1,536,000,000 = 96 MHz * 16 and the least such: 96 MHz = 2^11 * 46,875 and 32,768 = 2^15.
    #expect(Tick.perSecond == 32_768 * 46_875)
  }

  @Test func lengths() {
    #expect(Tick.seconds(UInt64(2)) == 3_072_000_000)
    #expect(Tick.milliseconds(1) * 1_000 == Tick.perSecond)
    #expect(Tick.microseconds(1) * 1_000_000 == Tick.perSecond)
    #expect(Tick.milliseconds(1_500).inSeconds == 1.5)
  }

  @Test func fractionsOfASecond() {
    #expect(Tick.seconds(rounding: 0.5) == 768_000_000)
    #expect(Tick.seconds(rounding: 1.0 / 3_072_000_000) == 0)
    #expect(Tick.seconds(rounding: -1.0) == 0)
    #expect(Tick.seconds(rounding: Double.nan) == 0)
    #expect(Tick.seconds(rounding: 1e300) == 1 << 62)
    #expect(Tick.seconds(rounding: Double.infinity) == 1 << 62)
  }

  @Test func addingHolds() {
    #expect((5 as Tick).adding(7) == 12)
    #expect((Tick.max - 1).adding(1) == .max)
    #expect((Tick.max - 1).adding(2) == .max)
    #expect(Tick.max.adding(.max) == .max)
  }
}
