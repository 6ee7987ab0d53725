import Testing

@testable import Machine

/// What average currents are taken over: the time that the cell powers a running board.
@Suite struct CellServiceTests {
  let emulation = Emulation()

  private func seconds(_ count: UInt64) -> Tick { .seconds(count) }

  /// nC while running, of the load and of the charge-only load on the cell.
  private func whileRunning(_ power: PowerSystem) -> [String: Int64] {
    Dictionary(
      power.ledger.map { ($0.component + "." + $0.state, Charge.nanocoulombs($0.whileRunning.typical)) },
      uniquingKeysWith: +)
  }

  @Test func stoppedTimeAndTimeOnVBUSDoNotCount() {
    let power = PowerSystem(emulation, source: StraightCell())
    let load = Load("SoC", on: power.net("VSYS", fedBy: .system), initial: Mode.low, currents: modeCurrents)
    let drain = Load("drain", on: power.net("VBAT", fedBy: .cell), initial: Mode.low, currents: modeCurrents)
    // Off for 1 s, running for 2 s, at 10 mA for 3 s more, on VBUS for 4 s, running for 5 s, in hibernation for 6 s.
    emulation.scheduler.run(until: seconds(1))
    power.setRunning(true)
    emulation.scheduler.run(until: seconds(3))
    load.enter(.high)
    emulation.scheduler.run(until: seconds(6))
    #expect(power.ticksWhileRunning == seconds(5))
    #expect(whileRunning(power) == ["SoC.low": 2_000_000, "SoC.high": 30_000_000, "drain.low": 5_000_000])
    power.setBus(limit: 500 * milliampere)
    emulation.scheduler.run(until: seconds(10))
    #expect(power.ticksWhileRunning == seconds(5))
    power.setBus(limit: nil)
    emulation.scheduler.run(until: seconds(15))
    load.enter(.low)
    power.setRunning(false)
    emulation.scheduler.run(until: seconds(21))
    #expect(power.ticksWhileRunning == seconds(10))
    #expect(whileRunning(power) == ["SoC.low": 2_000_000, "SoC.high": 80_000_000, "drain.low": 10_000_000])
    // What it does not count is there nevertheless.
    let all = power.ledger.reduce(Int128(0)) { $0 + $1.fromCell.typical }
    #expect(Charge.nanocoulombs(all) == 92_000_000 + 1_000_000 + 6_000_000 + 1_000_000 + 4_000_000 + 6_000_000)
    _ = drain
  }

  @Test func anEmptyCellDoesNotServe() {
    let cell = StraightCell()
    let power = PowerSystem(emulation, source: cell, charge: 0)
    let load = Load("SoC", on: power.net("VSYS", fedBy: .system), initial: Mode.high, currents: modeCurrents)
    power.setRunning(true)
    emulation.scheduler.run(until: seconds(100_000))
    #expect(!power.isCellConnected)
    let served = power.ticksWhileRunning
    #expect(served > 0 && served < seconds(100_000))
    #expect(
      power.ledger.first { $0.state == "high" }?.whileRunning == power.ledger.first { $0.state == "high" }?.fromCell)
    power.setBus(limit: 500 * milliampere)
    emulation.scheduler.run(until: seconds(100_010))
    #expect(power.ticksWhileRunning == served)
    _ = load
  }

  @Test func aLaboratorySupplyInItsPlaceServes() {
    let power = PowerSystem(emulation, source: StraightCell())
    let load = Load("SoC", on: power.net("VSYS", fedBy: .system), initial: Mode.low, currents: modeCurrents)
    power.setRunning(true)
    power.setSupply(.bench(microvolts: 3_700_000))
    emulation.scheduler.run(until: seconds(7))
    power.setSupply(.open)
    emulation.scheduler.run(until: seconds(9))
    power.setSupply(.cell)
    emulation.scheduler.run(until: seconds(10))
    #expect(power.ticksWhileRunning == seconds(8))
    #expect(whileRunning(power) == ["SoC.low": 8_000_000, "SoC.unpowered": 0])
    _ = load
  }
}
