import Machine
import Testing
@testable import Parts
@testable import World

/// A band of 30 mA on a source.
private final class Cradle {
  enum Mode: String, LoadState { case on }
  let rig = Rig(source: Cell.small())
  let usb: USBSource
  let load: Load<Mode>
  var vbus: [Tick] = []

  init(_ make: (Emulation) -> any ChargeSource) {
    let line = rig.line("VBUS")
    let net = rig.power.net("VSYS", fedBy: .system)
    load = Load("band", on: net, initial: .on, currents: [.on: .microamperes(30_000, 30_000, 30_000)])
    usb = USBSource(on: rig.emulation, power: rig.power, vbus: line, source: make(rig.emulation))
    line.observe { [unowned self] _ in vbus.append(rig.now) }
  }

  func draw(milliamperes: Double) {
    load.enter(.on, drawing: .microamperes(milliamperes * 1_000, milliamperes * 1_000, milliamperes * 1_000))
  }
}

private func bank(_ emulation: Emulation) -> PowerBank {
  PowerBank(
    "bank", on: emulation, limit: coefficient(2_000_000), minimum: coefficient(60_000),
    hold: coefficient(30, .seconds))
}

@Suite struct ChargeSourceTests {
  @Test func aBankLeavesABandThatTakesTooLittle() {
    let cradle = Cradle(bank)
    cradle.usb.isPluggedIn = true
    cradle.rig.run(until: .seconds(29))
    #expect(cradle.rig.power.isOnBus)
    cradle.rig.run(until: .seconds(60))
    #expect(cradle.vbus == [0, .seconds(30)])
    #expect(!cradle.rig.power.isOnBus && !cradle.usb.isPresent && cradle.usb.isPluggedIn)
    cradle.usb.isPluggedIn = false
    cradle.usb.isPluggedIn = true
    #expect(cradle.rig.power.isOnBus, "a new plug wakes it")
  }

  @Test func withoutMainsOnlyABankGivesAnything() {
    let wall = Cradle { _ in SteadySource("wall", limit: coefficient(1_000_000)) }
    wall.usb.isPluggedIn = true
    wall.rig.run(until: .seconds(1))
    wall.usb.hasMains = false
    #expect(!wall.usb.isPresent && wall.usb.isPluggedIn)
    let saved = wall.usb.saveState()
    wall.rig.run(until: .seconds(2))
    wall.usb.hasMains = true
    #expect(wall.vbus == [0, .seconds(1), .seconds(2)])
    wall.usb.restoreState(saved)
    #expect(!wall.usb.hasMains)
    let bank = Cradle(bank)
    bank.usb.hasMains = false
    bank.usb.isPluggedIn = true
    #expect(bank.usb.isPresent)
  }

  @Test func enoughLoadKeepsABankOn() {
    let cradle = Cradle(bank)
    cradle.draw(milliamperes: 80)
    cradle.usb.isPluggedIn = true
    cradle.rig.run(until: .seconds(100))
    cradle.draw(milliamperes: 20)
    cradle.rig.run(until: .seconds(120))
    cradle.draw(milliamperes: 60)
    cradle.rig.run(until: .seconds(200))
    #expect(cradle.vbus == [0], "the clock starts anew whenever there is enough")
    cradle.draw(milliamperes: 59)
    cradle.rig.run(until: .seconds(300))
    #expect(cradle.vbus == [0, .seconds(230)])
  }

  @Test func mainsByTimetable() {
    let windows = [Outages.Window(from: 8 * 3_600, to: 10 * 3_600), Outages.Window(from: 23 * 3_600, to: 3_600)]
    let cradle = Cradle { emulation in
      InterruptedSource(
        "mains", on: emulation, source: SteadySource("plug", limit: coefficient(1_000_000)),
        outages: .daily(windows, start: 7 * 3_600), atPlug: false, seed: 1)
    }
    cradle.usb.isPluggedIn = true
    #expect(!cradle.rig.power.isOnBus)
    cradle.rig.run(until: .seconds(2 * 86_400))
    let day: [UInt64] = [1, 3, 16, 18]
    #expect(cradle.vbus == (day + day.map { $0 + 24 }).map { .seconds($0 * 3_600) })
  }

  @Test func aLooseContactIsANewPlugToABank() {
    let cradle = Cradle { emulation in
      InterruptedSource(
        "contact", on: emulation, source: bank(emulation), outages: .random(up: .seconds(20), down: .seconds(1)),
        atPlug: true, seed: 3)
    }
    cradle.usb.isPluggedIn = true
    cradle.rig.run(until: .seconds(600))
    #expect(cradle.vbus.count > 20)
    cradle.usb.isPluggedIn = false
    let count = cradle.vbus.count
    cradle.rig.run(until: .seconds(1_200))
    #expect(cradle.vbus.count <= count + 1 && !cradle.rig.power.isOnBus)
  }

  @Test func aSnapshotGoesOnWhereItWas() throws {
    func cradle() -> Cradle {
      Cradle { emulation in
        InterruptedSource(
          "contact", on: emulation, source: bank(emulation), outages: .random(up: .seconds(20), down: .seconds(5)),
          atPlug: true, seed: 9)
      }
    }
    let first = cradle()
    first.usb.isPluggedIn = true
    first.rig.run(until: .seconds(100))
    let saved = try first.rig.snapshot()
    first.rig.run(until: .seconds(500))
    let second = cradle()
    try second.rig.restore(saved)
    second.rig.run(until: .seconds(500))
    #expect(second.vbus == first.vbus.filter { $0 > .seconds(100) })
    #expect(second.rig.power.remainingCharge == first.rig.power.remainingCharge)
    #expect(try second.rig.snapshot() == first.rig.snapshot())
  }
}
