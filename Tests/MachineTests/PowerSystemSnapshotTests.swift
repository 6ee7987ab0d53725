import Testing

@testable import Machine

@Suite struct PowerSystemSnapshotTests {
  private func machine(_ emulation: Emulation) -> (PowerSystem, Load<Mode>) {
    let power = PowerSystem(emulation, source: StraightCell())
    let rail = power.net(
      "V18", fedBy: .system,
      through: .stepDown(outputMillivolts: 1_800, lowEfficiency: 800, typicalEfficiency: 900, highEfficiency: 1_000))
    power.watch(millivolts: 3_500, hysteresis: 100) { _ in }
    return (power, Load("CPU", on: rail, initial: Mode.low, currents: modeCurrents))
  }

  @Test func rowsKeepTheirPlacesWhateverTheFileHolds() {
    let emulation = Emulation()
    let (power, load) = machine(emulation)
    emulation.scheduler.run(until: 100)
    var state = power.saveState()
    state.rows = [LedgerRow(component: "NFC", state: "on")] + state.rows.reversed()
    let other = Emulation()
    let (copy, copyLoad) = machine(other)
    other.scheduler.restore(now: 100)
    copy.restoreState(state)
    other.scheduler.run(until: 150)
    emulation.scheduler.run(until: 150)
    #expect(copy.ledger == power.ledger)
    copyLoad.enter(.high)
    load.enter(.high)
    other.scheduler.run(until: 175)
    emulation.scheduler.run(until: 175)
    #expect(copy.ledger == power.ledger)
  }

  @Test func hostileStatesDoNotTrap() {
    let emulation = Emulation()
    let (power, load) = machine(emulation)
    emulation.scheduler.run(until: 100)
    for number in [Int64.min, -1, 0, 1, .max] {
      for text in ["", "x", "\(Int128.min)", "\(Int128.max)", "0"] {
        for tick in [Tick.min, 99, 101, .max] {
          var state = power.saveState()
          state.cell.charge = text
          state.cell.chargedIn = text
          state.cell.quantumStart = text
          state.cell.chargedInThen = text
          state.cell.transient.value = number
          state.cell.transient.since = tick
          state.cell.transient.charge = Int128(text) ?? 0
          state.cell.milliCelsius = Int(number)
          state.settledAt = tick
          state.foreseenCurrent = number
          state.busLimit = number
          state.limits = ChargerLimits(isOn: true, current: number, microvolts: number)
          state.flow.current = number
          state.microvolts = number
          state.converterInput = number
          state.below = number > 0 ? [] : [true, true, true]
          state.loads[0].current = .exactly(number)
          state.loads[0].drawn = .exactly(number)
          state.loads[0].since = tick
          state.loads[0].state = text
          state.requantise = nil
          let other = Emulation()
          let (copy, copyLoad) = machine(other)
          other.scheduler.restore(now: 100)
          copy.restoreState(state)
          copy.setBus(limit: number)
          copyLoad.enter(.high)
          other.scheduler.run(until: 200)
          _ = copy.ledger
          _ = copy.saveState()
          #expect((0...100).contains(copy.percent))
        }
      }
    }
    #expect(load.state == .low)
  }
}
