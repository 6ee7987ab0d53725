import Machine
import Testing

@testable import Parts

@Suite struct RadioTests {
  let rig = Rig()

  private func radio(_ activity: Radio.Activity) -> Radio {
    let radio = Radio(
      on: rig.emulation, net: rig.net, activity: activity,
      coefficients: .init(
        advertisingEvent: coefficient(9_800, .nanocoulombs), connectionEvent: coefficient(12_150, .nanocoulombs)))
    radio.isHostRunning = true
    return radio
  }

  @Test func withoutARunningSoCThereIsNoEvent() {
    let radio = radio(.advertising(interval: .milliseconds(500)))
    rig.run(until: .seconds(10))
    radio.isHostRunning = false
    rig.run(until: .seconds(100))
    #expect(Charge.nanocoulombs(rig.charge("radio", "advertising") ?? 0) == 196_000)
    #expect(rig.power.loadCurrent == 0 && radio.activity == .advertising(interval: .milliseconds(500)))
    radio.isHostRunning = true
    #expect(rig.power.loadCurrent == 19_600_000)
  }

  @Test func eventsCostTheirChargeForEveryInterval() {
    let radio = radio(.advertising(interval: .milliseconds(500)))
    let events = rig.run(until: .seconds(100))
    // 200 events of 9.8 uC; nothing happens on the way but the cell's quantum.
    #expect(Charge.nanocoulombs(rig.charge("radio", "advertising") ?? 0) == 1_960_000)
    #expect(events < 10)
    radio.activity = .connected(interval: .seconds(1))
    rig.run(until: .seconds(110))
    #expect(Charge.nanocoulombs(rig.charge("radio", "connected") ?? 0) == 121_500)
    radio.activity = .off
    rig.run(until: .seconds(120))
    #expect(rig.charge("radio", "off") == 0)
    #expect(rig.power.loadCurrent == 0)
  }

  @Test func hostileIntervalsAreHeld() {
    for interval in [Tick.min, 1, .max] {
      let current = Radio.average(coefficient(9_800, .nanocoulombs), every: interval)
      #expect(current.typical > 900_000 && current.typical < 2_000_000_000)
    }
  }

  @Test func aSnapshotKeepsIt() throws {
    let radio = radio(.advertising(interval: .seconds(1)))
    rig.run(until: .seconds(10))
    let saved = try rig.snapshot()
    radio.activity = .off
    try rig.restore(saved)
    #expect(radio.activity == .advertising(interval: .seconds(1)))
    #expect(rig.power.loadCurrent == 9_800_000)
  }
}
