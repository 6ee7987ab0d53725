import Machine
import Testing

@testable import Blocks

struct ConnectionsTests {
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
    clock.restore(nil)
    clock.tellChange()
    #expect(rates == [1_000])
    clock.set(ClockRate(hertz: 1))
    clock.tellChange()
    #expect(rates == [1_000, 1])
  }

  @Test func aSignalFollowsItsPad() {
    let pads = [Line("one"), Line("two")]
    let drivers = pads.map { $0.driver("test") }
    var driven: [Bool?] = []
    let signal = PadSignal(pads: pads, releasedLevel: true) { driven.append($0) }
    var (levels, routings) = (0, 0)
    signal.onLevel { levels += 1 }
    signal.onRouting { routings += 1 }
    drivers[0].value = true
    #expect(!signal.level && !signal.isRouted && levels == 0)
    signal.route(to: pads[0], serialPad: nil)
    signal.route(to: pads[0], serialPad: nil)
    signal.tellRouting()
    signal.tellRouting()
    #expect(signal.level && signal.isRouted && routings == 1)
    drivers[1].value = true
    #expect(levels == 0)
    drivers[0].value = false
    #expect(!signal.level && levels == 1)
    signal.restore(line: pads[1], serialPad: nil)
    signal.tellRouting()
    #expect(signal.level && routings == 1)
    signal.drive(false)
    signal.release()
    #expect(driven == [false, true])
  }

  @Test func aFreezeTellsOfChangesOnly() {
    let freeze = FreezeInput()
    var count = 0
    freeze.onChange { count += 1 }
    freeze.set(false)
    freeze.set(true)
    freeze.set(true)
    #expect(count == 1 && freeze.isOn)
    freeze.restore(false)
    #expect(count == 1 && !freeze.isOn)
  }
}
