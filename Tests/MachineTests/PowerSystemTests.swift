import Testing

@testable import Machine

@Suite struct PowerSystemTests {
  let emulation = Emulation()

  @Test func aLoadEmptiesTheCellByExactlyItsCurrentTimesItsTime() {
    let cell = StraightCell()
    let power = PowerSystem(emulation, source: cell)
    let load = Load("LED", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    load.enter(.high)
    emulation.scheduler.run(until: .seconds(UInt64(10)))
    load.enter(.low)
    emulation.scheduler.run(until: .seconds(UInt64(15)))
    // 10 s at 10 mA and 5 s at 1 mA.
    let spent = Int128(105 * milliampere) * Int128(Tick.perSecond)
    #expect(power.remainingCharge == cell.capacity - spent)
    #expect(Charge.nanocoulombs(spent) == 105_000_000)
    let rows = power.ledger
    #expect(rows.map(\.state) == ["low", "high"])
    #expect(rows.map(\.ticks) == [.seconds(UInt64(5)), .seconds(UInt64(10))])
    #expect(rows.map { Charge.nanocoulombs($0.fromCell.low) } == [2_500_000, 80_000_000])
    #expect(rows.map { Charge.nanocoulombs($0.fromCell.typical) } == [5_000_000, 100_000_000])
    #expect(rows.map { Charge.nanocoulombs($0.fromCell.high) } == [10_000_000, 150_000_000])
    #expect(rows.allSatisfy { $0.fromBus == ChargeBand() })
  }

  @Test func aLoadAddedLaterTakesNothingForTheTimeBefore() {
    let cell = StraightCell()
    let power = PowerSystem(emulation, source: cell)
    let net = power.net("VBAT", fedBy: .cell)
    let first = Load("A", on: net, initial: Mode.low, currents: modeCurrents)
    emulation.scheduler.run(until: .seconds(UInt64(7)))
    let second = Load("B", on: net, initial: Mode.high, currents: modeCurrents)
    emulation.scheduler.run(until: .seconds(UInt64(9)))
    #expect(cell.capacity - power.remainingCharge == Int128((9 + 20) * milliampere) * Int128(Tick.perSecond))
    #expect(first.state == .low && second.state == .high)
  }

  @Test func theVoltageIsTheOpenCircuitsLessTheDropAtTheResistance() {
    let power = PowerSystem(emulation, source: StraightCell(milliohms: 400))
    let load = Load("LED", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    #expect(power.microvolts == 4_200_000)
    load.enter(.high)
    #expect(power.microvolts == 4_196_000)
    load.enter(.high, drawing: .exactly(100 * milliampere))
    #expect(power.microvolts == 4_160_000)
    #expect(load.net.millivolts == 4_160)
    load.enter(.off)
    #expect(power.microvolts == 4_200_000)
  }

  @Test func theVoltageFollowsTheChargeByQuanta() {
    let cell = StraightCell(milliampereHours: 1, milliohms: 1)
    let power = PowerSystem(emulation, source: cell)
    let load = Load("LED", on: power.net("VBAT", fedBy: .cell), initial: Mode.high, currents: modeCurrents)
    // 1 mAh at 10 mA is 360 s, a quantum 18 ms and 60 uV; the drop is 10 uV.
    let quantum = Tick.milliseconds(18)
    emulation.scheduler.run(until: quantum)
    #expect(power.microvolts == 4_199_990)
    emulation.scheduler.run(until: quantum + 1)
    #expect(power.microvolts == 4_199_990 - 61)
    emulation.scheduler.run(until: .seconds(UInt64(180)))
    #expect(abs(power.microvolts - 3_599_990) <= 60)
    #expect(power.percent == 50)
    #expect(load.state == .high)
  }

  @Test func aCurrentThatGrowsBringsTheNextSolutionForward() {
    let cell = StraightCell(milliampereHours: 1, milliohms: 1)
    let power = PowerSystem(emulation, source: cell)
    let load = Load("LED", on: power.net("VBAT", fedBy: .cell), initial: Mode.low, currents: modeCurrents)
    #expect(emulation.scheduler.nextDeadline == .milliseconds(180) + 1)
    load.enter(.high)
    #expect(emulation.scheduler.nextDeadline == .milliseconds(18) + 1)
    // A falling current leaves the alarm, which then looks and sets the next.
    load.enter(.low)
    #expect(emulation.scheduler.nextDeadline == .milliseconds(18) + 1)
    emulation.scheduler.run(until: .milliseconds(19))
    #expect(emulation.scheduler.nextDeadline == .milliseconds(180) + 1)
    load.enter(.off)
    #expect(emulation.scheduler.nextDeadline == .max)
  }

  @Test func thresholdsFireOnceWithHysteresis() {
    let power = PowerSystem(emulation, source: StraightCell(full: 4_000_000, milliohms: 1_000))
    let load = Load("LED", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    var heard: [Bool] = []
    power.watch("low", millivolts: 3_900, hysteresis: 50) { heard.append($0) }
    func draw(_ milliamperes: Int64) { load.enter(.high, drawing: .exactly(milliamperes * milliampere)) }
    draw(100)
    #expect(power.microvolts == 3_900_000 && heard.isEmpty)
    draw(101)
    #expect(heard == [true])
    draw(51)
    draw(101)
    #expect(heard == [true])
    draw(50)
    #expect(power.microvolts == 3_950_000 && heard == [true, false])
    draw(150)
    #expect(heard == [true, false, true])
  }

  @Test func aThresholdsActionThatShedsALoadIsSolvedAtOnce() {
    let power = PowerSystem(emulation, source: StraightCell(full: 4_000_000, milliohms: 1_000))
    let net = power.net("VBAT", fedBy: .cell)
    let motor = Load("motor", on: net, initial: Mode.off, currents: modeCurrents)
    let lamp = Load("lamp", on: net, initial: Mode.high, currents: modeCurrents)
    var heard: [Bool] = []
    power.watch("low", millivolts: 3_900, hysteresis: 200) { isBelow in
      heard.append(isBelow)
      if isBelow { lamp.enter(.off) }
    }
    motor.enter(.high, drawing: .exactly(95 * milliampere))
    #expect(heard == [true])
    #expect(lamp.state == .off)
    #expect(power.microvolts == 3_905_000)
    #expect(power.loadCurrent == 95 * milliampere)
  }

  @Test func comparatorsThatNeverAgreeEndTheSolution() {
    let power = PowerSystem(emulation, source: StraightCell(full: 4_000_000, milliohms: 1_000))
    let load = Load("LED", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    var calls = 0
    power.watch("low", millivolts: 3_900, hysteresis: 0) { isBelow in
      calls += 1
      load.enter(.high, drawing: isBelow ? .zero : .exactly(200 * milliampere))
    }
    load.enter(.high, drawing: .exactly(200 * milliampere))
    #expect(calls == PowerSystem.roundLimit)
    #expect(power.ledger.isEmpty)
  }

  @Test func busFeedsTheSystemAndNotTheCellsNets() {
    let cell = StraightCell()
    let power = PowerSystem(emulation, source: cell)
    let system = Load("SoC", on: power.net("VSYS", fedBy: .system), initial: Mode.high, currents: modeCurrents)
    let direct = Load("motor", on: power.net("VBAT", fedBy: .cell), initial: Mode.low, currents: modeCurrents)
    #expect(!power.isOnBus)
    emulation.scheduler.run(until: .seconds(UInt64(1)))
    power.setBus(limit: 500 * milliampere)
    #expect(power.isOnBus && power.netCellCurrent == -milliampere && power.loadCurrent == 11 * milliampere)
    emulation.scheduler.run(until: .seconds(UInt64(3)))
    power.setBus(limit: nil)
    emulation.scheduler.run(until: .seconds(UInt64(4)))
    let second = Int128(Tick.perSecond)
    #expect(cell.capacity - power.remainingCharge == Int128((10 + 10 + 4) * milliampere) * second)
    let rows = power.ledger
    #expect(rows.map { "\($0.component).\($0.state)" } == ["SoC.high", "motor.low"])
    #expect(rows.map(\.fromCell.typical) == [Int128(20 * milliampere) * second, Int128(4 * milliampere) * second])
    #expect(rows.map(\.fromBus.typical) == [Int128(20 * milliampere) * second, 0])
    #expect(system.state == .high && direct.state == .low)
  }

  @Test func hostileCurrentsAreHeldToOneKiloampere() {
    let power = PowerSystem(emulation, source: BenchSupply(millivolts: 4_000))
    let load = Load("LED", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    load.enter(.high, drawing: CurrentBand(low: .min, typical: .max, high: .max))
    #expect(power.loadCurrent == CurrentBand.limit)
    #expect(load.current == CurrentBand(low: 0, typical: CurrentBand.limit, high: CurrentBand.limit))
    // 1 kA at 1 mOhm.
    #expect(power.microvolts == 3_000_000)
    power.setBus(limit: .min)
    power.setBus(limit: .max)
    power.setCharger(ChargerLimits(isOn: true, current: .max, microvolts: .max))
    #expect(power.limits == ChargerLimits(isOn: true, current: CurrentBand.limit, microvolts: 100_000_000))
    power.setCharger(ChargerLimits(isOn: true, current: .min, microvolts: .min))
    #expect(power.limits == ChargerLimits(isOn: true, current: 0, microvolts: 0))
    power.setCharge(.max)
    #expect(power.remainingCharge == BenchSupply(millivolts: 1).capacity)
    power.setCharge(.min)
    #expect(power.remainingCharge == 0)
  }
}
