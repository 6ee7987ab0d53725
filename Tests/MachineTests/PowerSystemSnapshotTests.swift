import Testing

@testable import Machine

@Suite struct PowerSystemSnapshotTests {
  private func machine(_ emulation: Emulation) -> (PowerSystem, Load<Mode>) {
    let power = PowerSystem(emulation, source: StraightCell())
    let rail = power.net(
      "V18", fedBy: .system,
      through: .stepDown(outputMillivolts: 1_800, lowEfficiency: 800, typicalEfficiency: 900, highEfficiency: 1_000))
    power.watch("low", millivolts: 3_500, hysteresis: 100) { _ in }
    return (power, Load("CPU", on: rail, initial: Mode.low, currents: modeCurrents))
  }

  @Test func rowsKeepTheirPlacesWhateverTheOrderOfTheFile() throws {
    let emulation = Emulation()
    let (power, load) = machine(emulation)
    emulation.scheduler.run(until: 100)
    var state = power.saveState()
    state.rows = state.rows.reversed()
    let other = Emulation()
    let (copy, copyLoad) = machine(other)
    other.scheduler.restore(now: 100)
    try copy.check(state)
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

  private typealias Change = @Sendable (inout PowerSystem.State) -> Void

  private static let foreign: [(text: String, change: Change)] = [
    ("no state for load CPU", { $0.loads = NamedValues([], []) }),
    (
      "this machine has no load NFC",
      { $0.loads = NamedValues(["CPU", "NFC"], [$0.loads.values[0], $0.loads.values[0]]) }
    ),
    ("this machine has no state fast of load CPU", { $0.loads.values[0].state = "fast" }),
    ("no state for threshold low", { $0.below = NamedValues([], []) }),
    ("this machine has no threshold high", { $0.below = NamedValues(["high", "low"], [true, true]) }),
    ("this machine has no net V33", { $0.switchedOff = ["V18", "V33"] }),
    ("no state for row CPU/low of the ledger", { $0.rows.removeAll { $0.state == "low" } }),
    ("this machine has no row NFC/on of the ledger", { $0.rows.append(LedgerRow(component: "NFC", state: "on")) }),
  ]

  @Test(arguments: foreign.indices) func namesThatAreMissingOrUnknownAreNamed(_ number: Int) throws {
    let (power, _) = machine(Emulation())
    var state = power.saveState()
    try power.check(state)
    let (text, change) = Self.foreign[number]
    change(&state)
    #expect(throws: SnapshotError(text)) { try power.check(state) }
  }

  @Test func twoOfOneNameStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let power = PowerSystem(Emulation(), source: StraightCell())
      power.watch("low", millivolts: 3_500, hysteresis: 100) { _ in }
      power.watch("low", millivolts: 3_600, hysteresis: 100) { _ in }
    }
    await #expect(processExitsWith: .failure) {
      let power = PowerSystem(Emulation(), source: StraightCell())
      let net = power.net("VBAT", fedBy: .cell)
      _ = Load("CPU", on: net, initial: Mode.low, currents: modeCurrents)
      _ = Load("CPU", on: net, initial: Mode.low, currents: modeCurrents)
    }
    await #expect(processExitsWith: .failure) {
      let power = PowerSystem(Emulation(), source: StraightCell())
      _ = (power.net("VBAT", fedBy: .cell), power.net("VBAT", fedBy: .cell))
    }
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
          state.cell.trapped = text
          let whole = Int128(text) ?? 0
          (state.cell.wear.chargedIn, state.cell.wear.hurried, state.cell.wear.excess) = (whole, whole, whole)
          (state.cell.wear.aged, state.cell.wear.starved) = (whole, tick)
          state.cell.quantumStart = text
          state.cell.wearThen = state.cell.wear
          state.cell.readAt = tick
          (state.cell.lag, state.cell.lagThen) = (text, text)
          state.cell.slow.value = number
          state.cell.slow.since = tick
          state.cell.slow.charge = whole
          state.cell.fast = state.cell.slow
          state.cell.milliCelsius = Int(number)
          state.settledAt = tick
          state.foreseenCurrent = number
          state.busLimit = number
          state.limits = ChargerLimits(isOn: true, current: number, microvolts: number)
          state.flow.current = number
          state.microvolts = number
          state.converterInput = number
          state.below = number > 0 ? NamedValues([], []) : NamedValues(["low", "other"], [true, true])
          state.loads.values[0].current = .exactly(number)
          state.loads.values[0].drawn = .exactly(number)
          state.loads.values[0].since = tick
          state.loads.values[0].state = text
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
