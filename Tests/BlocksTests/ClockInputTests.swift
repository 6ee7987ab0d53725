import Machine
import Testing

@testable import Blocks

struct ClockInputTests {
  @Test func aClockTellsOfChangesOnly() {
    let clock = ClockInput()
    var rates: [UInt64?] = []
    clock.onChange { [unowned clock] in rates.append(clock.rate?.hertz) }
    clock.tellChange()
    clock.set(ClockRate(hertz: 1_000))
    #expect(rates.isEmpty)
    clock.tellChange()
    clock.tellChange()
    clock.set(ClockRate(hertz: 1_000))
    clock.tellChange()
    #expect(rates == [1_000])
    clock.set(nil)
    clock.skipChange()
    clock.tellChange()
    #expect(rates == [1_000])
    clock.set(ClockRate(hertz: 1))
    clock.tellChange()
    #expect(rates == [1_000, 1])
  }
}
