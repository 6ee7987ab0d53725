import Testing

@testable import Machine

/// What stands in the cell's place.
@Suite struct SupplyTests {
  let emulation = Emulation()

  @Test func aBenchSupplyHoldsItsVoltageAndSparesTheCell() {
    let cell = StraightCell(milliohms: 1_000)
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    let load = Load("SoC", on: power.net("VBAT", fedBy: .cell), initial: Mode.high, currents: modeCurrents)
    emulation.scheduler.run(until: .seconds(10))
    let before = power.remainingCharge
    #expect(before < cell.capacity / 2)
    power.setSupply(.bench(microvolts: 3_300_000))
    #expect(power.microvolts == 3_300_000 && load.isPowered)
    emulation.scheduler.run(until: .seconds(20))
    #expect(power.remainingCharge == before && power.microvolts == 3_300_000)
    power.setSupply(.cell)
    #expect(power.remainingCharge == before && power.microvolts != 3_300_000)
    emulation.scheduler.run(until: .seconds(30))
    #expect(before - power.remainingCharge == cell.capacity / 2 - before)
    // The ledger has all thirty seconds, whoever gave the charge.
    let total = power.ledger.reduce(Int128(0)) { $0 + $1.fromCell.typical }
    #expect(total == Int128(load.current.typical) * Int128(Tick.seconds(30)))
  }

  @Test func withoutTheCellNothingHasPower() {
    let cell = StraightCell()
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    let net = power.net("VBAT", fedBy: .cell)
    let load = Load("SoC", on: net, initial: Mode.high, currents: modeCurrents)
    var seen: [Bool] = []
    net.observePower { seen.append($0) }
    power.setSupply(.open)
    #expect(!load.isPowered && power.currentFromCell == 0 && power.microvolts == 0 && net.millivolts == 0)
    emulation.scheduler.run(until: .seconds(10))
    #expect(power.remainingCharge == cell.capacity / 2)
    power.setSupply(.bench(microvolts: 3_000_000))
    #expect(load.isPowered && net.millivolts == 3_000)
    power.setSupply(.open)
    power.setSupply(.cell)
    #expect(load.isPowered && seen == [false, true, false, true])
  }

  @Test func aSupplyIsNotCharged() {
    let cell = StraightCell()
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    power.setBus(limit: 100 * milliampere)
    power.setCharger(ChargerLimits(isOn: true, current: 30 * milliampere, microvolts: 4_200_000))
    #expect(power.flow.mode == .constantCurrent)
    power.setSupply(.bench(microvolts: 3_700_000))
    #expect(power.flow == .off)
    emulation.scheduler.run(until: .seconds(10))
    #expect(power.totalChargedIn == 0 && power.remainingCharge == cell.capacity / 2)
    power.setSupply(.cell)
    #expect(power.flow.mode == .constantCurrent)
  }

  @Test func voltagesAreHeld() {
    let power = PowerSystem(emulation, source: StraightCell())
    power.setSupply(.bench(microvolts: .max))
    #expect(power.supply == .bench(microvolts: 100_000_000))
    power.setSupply(.bench(microvolts: -1))
    #expect(power.supply == .bench(microvolts: 0))
  }
}
