import Machine
import Testing

@testable import Blocks

struct PadSignalTests {
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
    signal.route(to: pads[1], serialPad: nil)
    signal.skipRouting()
    signal.tellRouting()
    #expect(signal.level && routings == 1)
    signal.drive(false)
    signal.release()
    #expect(driven == [false, true])
  }
}
