import Testing

@testable import Machine

/// The charger, the protection circuit and the nets' loss of power.
@Suite struct PowerSystemChargerTests {
  let emulation = Emulation()
  let limits = ChargerLimits(isOn: true, current: 30 * milliampere, microvolts: 4_200_000)

  @Test func nothingFlowsWithoutBusOrWhileOff() {
    let power = PowerSystem(emulation, source: StraightCell(), charge: 0)
    power.setCharger(limits)
    #expect(power.flow == .off)
    power.setBus(limit: 100 * milliampere)
    #expect(power.flow == ChargerFlow(mode: .constantCurrent, current: 30 * milliampere))
    power.setCharger(.off)
    #expect(power.flow == .off)
  }

  @Test func constantCurrentTurnsIntoConstantVoltageAndTapers() {
    let cell = StraightCell(milliohms: 1_000)
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    var modes: [ChargerFlow.Mode] = []
    let watching = power.watchSolutions {
      if power.flow.mode != modes.last ?? .off { modes.append(power.flow.mode) }
    }
    defer { watching.end() }
    power.setBus(limit: 100 * milliampere)
    power.setCharger(limits)
    #expect(power.microvolts == 3_630_000)
    // 30 mA at 1 Ohm are 30 mV: constant current up to 4.17 V open-circuit, 97.5 % of the charge.
    let rest = cell.capacity * 475 / 1_000
    let turn = Tick(rest / Int128(30 * milliampere))
    emulation.scheduler.run(until: turn - .seconds(2))
    #expect(power.flow == ChargerFlow(mode: .constantCurrent, current: 30 * milliampere))
    emulation.scheduler.run(until: turn + .seconds(2))
    #expect(power.flow.mode == .constantVoltage)
    #expect(abs(power.microvolts - 4_200_000) <= 1)
    emulation.scheduler.run(until: turn + .seconds(3_600))
    // The remaining 6.3 C fall by e every R * capacity / 1.2 V = 210 s; after 3,600 s there is nearly nothing left.
    #expect(power.flow.mode == .constantVoltage && power.flow.current < milliampere / 10)
    #expect(power.percent == 99 || power.percent == 100)
    #expect(modes == [.constantCurrent, .constantVoltage])
    #expect(power.totalChargedIn == power.remainingCharge - cell.capacity / 2)
  }

  @Test func protectionLetsNothingInAboveItsLevel() {
    let cell = StraightCell(overcharge: 4_200_000)
    let power = PowerSystem(emulation, source: cell)
    let load = Load("motor", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    power.setBus(limit: 100 * milliampere)
    power.setCharger(ChargerLimits(isOn: true, current: 30 * milliampere, microvolts: 5_000_000))
    #expect(power.flow == ChargerFlow(mode: .constantVoltage, current: 0))
    load.enter(.low)
    #expect(power.flow == ChargerFlow(mode: .constantVoltage, current: milliampere))
    #expect(power.netCellCurrent == 0)
    emulation.scheduler.run(until: .seconds(100_000))
    #expect(power.remainingCharge == cell.capacity && power.percent == 100)
  }

  @Test func aCellWhoseVoltageNeverRisesTakesFivePercentTooMuch() {
    let cell = StraightCell()
    let power = PowerSystem(emulation, source: cell)
    power.setBus(limit: 100 * milliampere)
    power.setCharger(ChargerLimits(isOn: true, current: 30 * milliampere, microvolts: 5_000_000))
    #expect(power.flow == ChargerFlow(mode: .constantCurrent, current: 30 * milliampere))
    emulation.scheduler.run(until: .seconds(100_000))
    #expect(power.flow == ChargerFlow(mode: .constantVoltage, current: 0))
    let excess = power.remainingCharge - cell.capacity
    #expect(excess >= cell.capacity / 20 && excess < cell.capacity / 20 + power.cell.quantum)
    #expect(power.percent == 100)
  }

  @Test func aWeakSourceLimitsTheChargerAfterTheSystemsShare() {
    let cell = StraightCell()
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    let system = Load("SoC", on: power.net("VSYS", fedBy: .system), initial: Mode.high, currents: modeCurrents)
    power.setBus(limit: 35 * milliampere)
    power.setCharger(limits)
    #expect(power.flow == ChargerFlow(mode: .sourceLimited, current: 25 * milliampere))
    system.enter(.low)
    #expect(power.flow == ChargerFlow(mode: .constantCurrent, current: 30 * milliampere))
    system.enter(.high, drawing: .exactly(50 * milliampere))
    #expect(power.flow == ChargerFlow(mode: .sourceLimited, current: 0))
  }

  @Test func constantVoltageSuppliesTheCellsLoadsOnTop() {
    let cell = StraightCell(milliohms: 1_000)
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity * 99 / 100)
    let load = Load("motor", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    power.setBus(limit: 100 * milliampere)
    power.setCharger(limits)
    #expect(power.flow == ChargerFlow(mode: .constantVoltage, current: 12 * milliampere))
    load.enter(.high)
    #expect(power.flow == ChargerFlow(mode: .constantVoltage, current: 22 * milliampere))
    #expect(power.microvolts == 4_200_000)
  }

  @Test func protectionCutsOffAndConnectsAgainOnceBusHasLiftedTheCell() {
    let cell = StraightCell(empty: 2_700_000, full: 4_200_000, milliohms: 1_000, cutOff: 2_800_000)
    // 2.82 V open-circuit.
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity * 8 / 100)
    let motorNet = power.net("VBAT", fedBy: .cell)
    let systemNet = power.net("VSYS", fedBy: .system)
    let motor = Load("motor", on: motorNet, initial: Mode.off, currents: modeCurrents)
    let system = Load("SoC", on: systemNet, initial: Mode.high, currents: modeCurrents)
    var heard: [String] = []
    motorNet.observePower { heard.append("motor \($0)") }
    systemNet.observePower { heard.append("system \($0)") }
    #expect(power.microvolts == 2_810_000)
    motor.enter(.high, drawing: .exactly(11 * milliampere))
    #expect(heard == ["motor false", "system false"])
    #expect(!motorNet.isPowered && motorNet.millivolts == 0 && systemNet.millivolts == 0)
    #expect(power.loadCurrent == 0)
    let left = power.remainingCharge
    emulation.scheduler.run(until: .seconds(5))
    #expect(power.remainingCharge == left)

    power.setBus(limit: 100 * milliampere)
    #expect(heard.suffix(1) == ["system true"])
    #expect(systemNet.isPowered && !motorNet.isPowered)
    emulation.scheduler.run(until: .seconds(6))
    power.setCharger(limits)
    #expect(power.microvolts == 2_850_000)
    // Connected again at 2.9 V: 50 mV more are 1/30 of 252 C, 280 s at 30 mA.
    emulation.scheduler.run(until: .seconds(6 + 279))
    #expect(!motorNet.isPowered)
    emulation.scheduler.run(until: .seconds(6 + 281))
    #expect(motorNet.isPowered)
    #expect(heard == ["motor false", "system false", "system true", "motor true"])
    let rows = power.ledger
    #expect(rows.map(\.component) == ["motor", "motor", "SoC", "SoC"])
    #expect(rows.map(\.state) == ["high", "unpowered", "high", "unpowered"])
    #expect(rows[3].ticks == .seconds(5))
    #expect(rows[1].fromCell == ChargeBand() && rows[3].fromCell == ChargeBand())
    #expect(system.state == .high)
  }

  @Test func anEmptyCellWithBusDoesNotFlap() {
    let cell = StraightCell(empty: 2_700_000, full: 4_200_000, milliohms: 1_000, cutOff: 2_800_000)
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity * 7 / 100)
    let net = power.net("VBAT", fedBy: .cell)
    var changes = 0
    net.observePower { _ in changes += 1 }
    power.setBus(limit: 100 * milliampere)
    let load = Load("motor", on: net, initial: Mode.high, currents: modeCurrents)
    #expect(changes == 1 && !net.isPowered)
    for _ in 0..<10 {
      load.enter(.low)
      load.enter(.high)
    }
    #expect(changes == 1)
  }

  @Test func aLoadTooHeavyForTheCellEndsDisconnected() {
    let cell = StraightCell(milliohms: 10_000)
    let power = PowerSystem(emulation, source: cell)
    let net = power.net("VBAT", fedBy: .cell)
    let load = Load("motor", on: net, initial: Mode.off, currents: modeCurrents)
    load.enter(.high, drawing: .exactly(500 * milliampere))
    #expect(!net.isPowered)
    var changes: [Bool] = []
    net.observePower { changes.append($0) }
    power.setBus(limit: 100 * milliampere)
    #expect(changes == [true, false])
    load.enter(.low)
    #expect(net.isPowered && power.loadCurrent == milliampere)
  }

  @Test func anEmptySourceGivesNothingHoweverHighItsVoltage() {
    let cell = StraightCell(milliampereHours: 1)
    let power = PowerSystem(emulation, source: cell)
    let net = power.net("VBAT", fedBy: .cell)
    let load = Load("motor", on: net, initial: Mode.high, currents: modeCurrents)
    // 360 s at 10 mA, and 5 % more.
    emulation.scheduler.run(until: .seconds(377))
    #expect(net.isPowered)
    emulation.scheduler.run(until: .seconds(379))
    #expect(!net.isPowered && load.state == .high)
    let missing = -power.remainingCharge
    #expect(missing >= cell.capacity / 20 && missing < cell.capacity / 20 + power.cell.quantum)
    #expect(power.percent == 0)
    power.setCharge(cell.capacity)
    #expect(net.isPowered && power.loadCurrent == 10 * milliampere)
  }

  /// One that recovers alone needs no charger: the voltage without load is enough.
  @Test func protectionRecoversAloneWhereItCan() {
    let cell = StraightCell(milliohms: 1_000)
    (cell.release, cell.recoversAlone) = (3_000_000, true)
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 10)
    let net = power.net("VBAT", fedBy: .cell)
    let bare = power.net("CELL", fedBy: .bareCell)
    let load = Load("motor", on: net, initial: Mode.off, currents: modeCurrents)
    load.enter(.high, drawing: .exactly(400 * milliampere))
    // 3.12 V less 0.4 V: cut off, and not connected again with the load still there but by the next solution.
    #expect(!net.isPowered && bare.isPowered)
    load.enter(.low)
    #expect(net.isPowered)
  }

  @Test func whatIsBehindTheProtectionGoesOnUntilNothingIsLeft() {
    let cell = StraightCell(milliampereHours: 1)
    let power = PowerSystem(emulation, source: cell, charge: 0)
    let (net, bare) = (power.net("VBAT", fedBy: .cell), power.net("CELL", fedBy: .bareCell))
    let load = Load("motor", on: net, initial: Mode.off, currents: modeCurrents)
    let drain = Load("drain", on: bare, initial: Mode.low, currents: modeCurrents)
    load.enter(.high, drawing: .exactly(1_000 * milliampere))
    #expect(!net.isPowered && power.currentFromCell == milliampere)
    // A twentieth of 1 mAh.
    emulation.scheduler.run(until: .seconds(179))
    #expect(bare.isPowered)
    emulation.scheduler.run(until: .seconds(182))
    #expect(!bare.isPowered && power.currentFromCell == 0)
    power.setBus(limit: 100 * milliampere)
    power.setCharger(limits)
    emulation.scheduler.run(until: .seconds(183))
    #expect(bare.isPowered)
    withExtendedLifetime(drain) {}
  }
}
