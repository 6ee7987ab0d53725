import Testing

@testable import Machine

/// What wears the cell, as integrals.
@Suite struct SourceWearTests {
  let emulation = Emulation()

  private func charging(_ cell: StraightCell, at current: Int64) -> PowerSystem {
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    power.setBus(limit: 500 * milliampere)
    power.setCharger(ChargerLimits(isOn: true, current: current, microvolts: 4_200_000))
    return power
  }

  @Test func chargeIsWeighedByItsRate() {
    let power = charging(StraightCell(milliampereHours: 70), at: 35 * milliampere)
    emulation.scheduler.run(until: .seconds(600))
    let wear = power.wear
    #expect(wear.chargedIn == Int128(35 * milliampere) * Int128(Tick.seconds(600)))
    // Settled only up to the last event.
    #expect(power.cell.wear.hurried == power.cell.wear.chargedIn / 2)
    #expect(wear.excess == 0)
  }

  @Test func onlyWhatIsAboveTheLimitCountsAsTooMuch() {
    let cell = StraightCell(milliampereHours: 70)
    cell.chargeLimit = 20 * milliampere
    let power = charging(cell, at: 35 * milliampere)
    emulation.scheduler.run(until: .seconds(600))
    power.setCharger(.off)
    #expect(power.wear.excess == Int128(15 * milliampere) * Int128(Tick.seconds(600)))
  }

  @Test func timeCountsExactlyHoweverItIsCut() {
    let cell = StraightCell(milliampereHours: 70)
    cell.ageing = 7
    cell.isStarved = { $0 < cell.capacity / 2 }
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    emulation.scheduler.run(until: .seconds(1_000))
    #expect(power.wear.aged == 7 * Int128(Tick.seconds(1_000)))
    power.setTemperature(milliCelsius: 0)
    cell.ageing = 3
    power.setTemperature(milliCelsius: 10_000)
    #expect(power.wear.starved == 0)
    power.setCharge(cell.capacity / 4)
    emulation.scheduler.run(until: .seconds(1_500))
    #expect(power.wear.aged == 7 * Int128(Tick.seconds(1_000)) + 3 * Int128(Tick.seconds(500)))
    #expect(power.wear.starved == .seconds(500))
  }

  /// What is lost takes its charge with it: the rest stands where it stood.
  @Test func aLossOfCapacityLeavesTheVoltage() {
    let cell = StraightCell(milliampereHours: 1, milliohms: 1)
    cell.fade = 100
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    let load = Load("load", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    power.setBus(limit: 500 * milliampere)
    power.setCharger(ChargerLimits(isOn: true, current: milliampere, microvolts: 4_300_000))
    // As much in as out: half a cycle, a twentieth of the capacity.
    load.enter(.low)
    emulation.scheduler.run(until: .seconds(1_800))
    power.setCharger(.off)
    load.enter(.off)
    power.setTemperature(milliCelsius: 0)
    #expect(power.remainingCharge == cell.capacity / 2)
    #expect(abs(power.capacity - cell.capacity * 19 / 20) < cell.capacity / 10_000)
    #expect(abs(power.availableCharge * 2 - power.capacity) < cell.capacity / 10_000)
    #expect(power.percent == 50)
  }
}
