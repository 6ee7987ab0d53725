import Testing

@testable import Machine

@Suite struct PowerNetTests {
  let emulation = Emulation()

  @Test func voltages() {
    let power = PowerSystem(emulation, source: StraightCell(milliohms: 1_000))
    let battery = power.net("VBAT", fedBy: .cell)
    let rail = power.net(
      "V18", fedBy: .system,
      through: .stepDown(outputMillivolts: 1_800, lowEfficiency: 800, typicalEfficiency: 900, highEfficiency: 1_000))
    #expect(battery.millivolts == 4_200 && rail.millivolts == 1_800 && battery.isPowered && rail.isPowered)
    let load = Load("X", on: battery, initial: Mode.high, currents: modeCurrents)
    #expect(battery.millivolts == 4_190 && load.state == .high)
  }

  @Test func aStepDownRailTakesLessFromTheCellAndTheSameFromBus() {
    let power = PowerSystem(emulation, source: StraightCell(empty: 3_600_000, full: 3_600_000, milliohms: 1))
    let rail = power.net(
      "V18", fedBy: .system,
      through: .stepDown(outputMillivolts: 1_800, lowEfficiency: 800, typicalEfficiency: 1_000, highEfficiency: 1_000))
    let load = Load("CPU", on: rail, initial: Mode.off, currents: modeCurrents)
    load.enter(.high)
    #expect(power.loadCurrent == 5 * milliampere)
    #expect(load.drawn == CurrentBand(low: 4 * milliampere, typical: 5 * milliampere, high: 9_375_000_000))
    power.setBus(limit: 100 * milliampere)
    #expect(power.loadCurrent == 10 * milliampere && power.netCellCurrent == 0)
    power.setBus(limit: nil)
    #expect(power.loadCurrent == 5 * milliampere && power.netCellCurrent == -5 * milliampere)
  }

  @Test func convertersFollowTheVoltageInStepsWithHysteresis() {
    let power = PowerSystem(emulation, source: StraightCell(empty: 3_600_000, full: 3_600_000, milliohms: 1_000))
    let rail = power.net(
      "V18", fedBy: .system,
      through: .stepDown(outputMillivolts: 1_800, lowEfficiency: 800, typicalEfficiency: 1_000, highEfficiency: 1_000))
    let load = Load("CPU", on: rail, initial: Mode.low, currents: modeCurrents)
    let motor = Load("motor", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    func draw(_ milliamperes: Int64) -> Int64 {
      motor.enter(.high, drawing: .exactly(milliamperes * milliampere))
      return power.converterInput
    }
    #expect(draw(0) == 3_600_000)
    #expect(draw(14) == 3_600_000)
    #expect(load.drawn.typical == 500_000_000)
    #expect(draw(15) == 3_580_000)
    #expect(load.drawn.typical == 502_793_296)
    #expect(draw(10) == 3_580_000)
    #expect(draw(6) == 3_580_000)
    #expect(draw(4) == 3_600_000)
    #expect(load.drawn.typical == 500_000_000)
    #expect(draw(100) == 3_500_000)
  }
}
