import Machine
import Testing

@testable import Parts
@testable import World

/// A cell of 70 mAh that rises in a straight line from 2.7 V to 4.2 V, with 1 ohm.
private final class StraightCell: VoltageSource {
  let capacity = Charge.milliampereHours(70)
  let cutOffMicrovolts: Int64 = 0
  func openCircuitMicrovolts(charge: Int128) -> Int64 { 2_700_000 + Int64(charge * 1_500_000 / capacity) }
  func milliohms(charge: Int128) -> Int64 { 1_000 }
}

/// A charger of 40 mA between a cell of 70 mAh and a port.
private final class ChargingBench {
  let rig: Rig
  let ambient: Ambient
  let status: Line
  let usb: USBSource
  let charger: ChargerIC

  init(percent: Int128, ohms: Int = 25_000, cell: any VoltageSource = Cell.small()) {
    rig = Rig(source: cell)
    let vbus = rig.line("VBUS")
    ambient = Ambient(on: rig.emulation)
    status = rig.line("CHRG", pull: true)
    rig.power.setCharge(rig.power.capacity * percent / 100)
    charger = ChargerIC(
      on: rig.emulation, power: rig.power, supply: rig.power.net("VSYS", fedBy: .system), cell: rig.net, vbus: vbus,
      status: status, ambient: ambient, programmingOhms: ohms)
    usb = USBSource(
      on: rig.emulation, power: rig.power, vbus: vbus, source: SteadySource("port", limit: coefficient(500_000)))
  }

  var flow: ChargerFlow { rig.power.flow }
}

@Suite struct ChargerICTests {
  @Test func withoutVBUSItTakesAMicroampereFromTheCell() {
    let bench = ChargingBench(percent: 50)
    #expect(bench.charger.phase == .unplugged && bench.status.level)
    #expect(bench.rig.power.currentFromCell == 1_000_000)
    bench.rig.run(for: Tick.perSecond)
    #expect(bench.rig.charge("charger cell pin", "unplugged") == 1_000_000 * Int128(Tick.perSecond))
  }

  @Test func chargesAtTheCurrentOfItsResistorToItsLevelAndEnds() {
    let bench = ChargingBench(percent: 50)
    #expect(bench.charger.programmedCurrent == 40_000_000_000)
    bench.usb.isPluggedIn = true
    #expect(!bench.status.level && bench.charger.isCharging)
    #expect(bench.flow == ChargerFlow(mode: .constantCurrent, current: 40_000_000_000))
    #expect(bench.rig.power.currentFromCell == 0)
    #expect(bench.rig.power.busOutput == 40_000_000_000 + 300_000_000, "with its own 300 uA")
    var modes: [ChargerFlow.Mode] = [.constantCurrent]
    while bench.charger.isCharging, bench.rig.now < .seconds(UInt64(4 * 3_600)) {
      bench.rig.run(for: .seconds(UInt64(10)))
      if bench.flow.mode != modes.last { modes.append(bench.flow.mode) }
      if bench.charger.isCharging { #expect(bench.rig.power.microvolts <= 4_200_100) }
    }
    #expect(modes == [.constantCurrent, .constantVoltage, .off])
    #expect(bench.charger.phase == .done && bench.status.level)
    #expect(bench.rig.power.percent >= 95)
    #expect(bench.rig.power.currentFromCell == 2_500_000)
    bench.usb.isPluggedIn = false
    #expect(bench.charger.phase == .unplugged && bench.rig.power.currentFromCell == 1_000_000)
  }

  @Test func theEndComesAMillisecondAfterATenth() {
    let bench = ChargingBench(percent: 99)
    bench.usb.isPluggedIn = true
    let tenth = bench.charger.programmedCurrent / 10
    var fell: Tick?
    while bench.charger.isCharging {
      bench.rig.run(for: .microseconds(100))
      if fell == nil, bench.flow.mode == .constantVoltage, bench.flow.current < tenth { fell = bench.rig.now }
    }
    let waited = bench.rig.now - (fell ?? 0)
    #expect(waited >= .microseconds(800) && waited <= .microseconds(1_100))
  }

  @Test func anEmptyCellTrickles() {
    let bench = ChargingBench(percent: 0, cell: StraightCell())
    bench.rig.run(for: Tick.perSecond)
    bench.usb.isPluggedIn = true
    #expect(bench.charger.phase == .trickle && !bench.status.level)
    #expect(bench.flow.current == 4_000_000_000)
    while bench.charger.phase == .trickle, bench.rig.now < .seconds(UInt64(20_000)) {
      #expect(bench.rig.power.microvolts < 2_900_000)
      bench.rig.run(for: Tick.perSecond)
    }
    #expect(bench.charger.phase == .charging && bench.flow.current == 40_000_000_000)
  }

  @Test func aCellThatFallsIsChargedAgain() {
    let bench = ChargingBench(percent: 100)
    bench.usb.isPluggedIn = true
    bench.rig.run(for: .seconds(UInt64(3_600)))
    #expect(bench.charger.phase == .done)
    bench.rig.power.setCharge(bench.rig.power.capacity * 80 / 100)
    #expect(bench.charger.phase == .done)
    bench.rig.run(for: .milliseconds(2) - 1)
    #expect(bench.charger.phase == .done)
    bench.rig.run(for: 1)
    #expect(bench.charger.phase == .charging)
  }

  @Test func aWarmDieFoldsTheCurrentBack() {
    let bench = ChargingBench(percent: 50, ohms: 1_250, cell: StraightCell())
    #expect(bench.charger.programmedCurrent == 800_000_000_000)
    bench.usb.isPluggedIn = true
    bench.ambient.milliCelsius = 110_000
    // (120 - 110) K / 120 K/W over the volts between VBUS and the cell, known to 50 mV.
    let watts = Double(bench.flow.current) / 1e12 * (5 - Double(bench.rig.power.microvolts) / 1e6)
    #expect(bench.flow.mode == .constantCurrent && abs(watts - 10.0 / 120) < 0.004)
    bench.rig.run(for: .seconds(UInt64(300)))
    let later = Double(bench.flow.current) / 1e12 * (5 - Double(bench.rig.power.microvolts) / 1e6)
    #expect(bench.flow.mode == .constantCurrent && abs(later - 10.0 / 120) < 0.006, "it follows the cell")
    bench.ambient.milliCelsius = 130_000
    #expect(bench.flow.current == 0 && bench.charger.phase == .charging)
    bench.ambient.milliCelsius = -100_000
    #expect(bench.flow.current > 400_000_000_000)
  }

  @Test func theLoadOfTheBoardComesOutOfTheChargeCurrent() {
    enum Mode: String, LoadState { case on }
    let bench = ChargingBench(percent: 50)
    let load = Load<Mode>("chip", on: bench.rig.net, initial: .on, currents: [.on: .microamperes(5_000, 5_000, 5_000)])
    bench.usb.isPluggedIn = true
    #expect(load.isPowered && bench.rig.power.netCellCurrent == 40_000_000_000 - 5_000_000_000)
  }

  @Test func withoutItsResistorItNeverCharges() {
    let bench = ChargingBench(percent: 50, ohms: 0)
    bench.usb.isPluggedIn = true
    #expect(bench.flow == .off)
  }

  @Test func snapshotGoesOnWithTheCharge() throws {
    let (first, second) = (ChargingBench(percent: 97), ChargingBench(percent: 50))
    first.usb.isPluggedIn = true
    first.rig.run(for: .seconds(UInt64(100)))
    try second.rig.restore(first.rig.snapshot())
    #expect(second.charger.phase == first.charger.phase && !second.status.level)
    for bench in [first, second] { bench.rig.run(for: .seconds(UInt64(7_200))) }
    #expect(first.charger.phase == .done)
    #expect(try first.rig.snapshot() == second.rig.snapshot())
  }
}
