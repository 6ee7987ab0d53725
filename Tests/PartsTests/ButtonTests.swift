import Machine
import Testing

@testable import Parts

@Suite struct ButtonTests {
  @Test func closesItsPadToGround() {
    let rig = Rig()
    let pad = rig.line("PAD", pull: true)
    let button = Button(on: rig.emulation, contact: pad)
    var changes = 0
    pad.observe { _ in changes += 1 }
    button.isTouched = true
    #expect(!pad.level && button.isClosed)
    button.isTouched = false
    #expect(pad.level && changes == 2)
  }

  @Test func anExternalResistorDrawsWhilePressed() {
    let rig = Rig()
    let pad = rig.line("PAD")
    let button = Button(
      "key", on: rig.emulation, net: rig.net, contact: pad, closesTo: true, coefficients: .documented(ohms: 100_000))
    button.isTouched = true
    #expect(pad.level && rig.power.loadCurrent == 37_000_000, "3.7 V over 100 kOhm")
    rig.run(for: Tick.perSecond)
    button.isTouched = false
    #expect(rig.power.loadCurrent == 0 && rig.charge("key", "closed") == 37_000_000 * Int128(Tick.perSecond))
  }

  @Test func chattersForAWhileAndEndsWhereTheFingerIs() throws {
    func press(_ seed: UInt64, restoring saved: Bool = false) throws -> [Tick] {
      var rig = Rig()
      var times: [Tick] = []
      func make() -> Button {
        let pad = rig.line("PAD", pull: true)
        let button = Button(on: rig.emulation, contact: pad, bounce: .milliseconds(4), seed: seed)
        pad.observe { [unowned rig] _ in times.append(rig.now) }
        return button
      }
      let button = make()
      button.isTouched = true
      if saved {
        let data = try rig.snapshot()
        rig = Rig()
        let other = make()
        try rig.restore(data)
        #expect(other.isTouched && other.isClosed)
        rig.run(for: .milliseconds(4))
        #expect(other.isClosed)
        return times
      }
      rig.run(for: .milliseconds(4))
      #expect(button.isClosed)
      return times
    }
    let times = try press(1)
    #expect(times.count >= 3 && times.count % 2 == 1 && times[0] == 0)
    #expect(times.allSatisfy { $0 < .milliseconds(4) } && times == times.sorted())
    #expect(try press(1) == times && press(2) != times)
    #expect(try press(1, restoring: true) == times)
  }

  @Test func aPressShorterThanTheChatterEndsOpen() {
    let rig = Rig()
    let pad = rig.line("PAD", pull: true)
    let button = Button(on: rig.emulation, contact: pad, bounce: .milliseconds(4), seed: 3)
    for round in 0..<200 as Range<UInt64> {
      button.isTouched.toggle()
      rig.run(for: round * 7_919 * 13 % .milliseconds(6))
    }
    rig.run(for: .milliseconds(4))
    #expect(pad.level == !button.isTouched && button.isClosed == button.isTouched)
  }

  @Test func theCatalogueHasATouchChip() {
    let values = TouchKey.Coefficients.ttp233D
    #expect(values.idle.typical == 2.5 && values.idle.high == 5 && values.touched.typical == 5)
    #expect(values.all.allSatisfy { $0.name.hasPrefix("TTP233D.") })
  }
}
