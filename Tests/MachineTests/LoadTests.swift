import Testing

@testable import Machine

private struct TwoBytes: LoadState {
  let rawValue: String
  let number: UInt16
  init?(rawValue: String) {
    guard let number = UInt16(rawValue) else { return nil }
    self.rawValue = rawValue
    self.number = number
  }
  static var allCases: [TwoBytes] { ["1", "2", "300"].compactMap(TwoBytes.init) }
}

private enum Only: String, LoadState { case always }

@Suite struct LoadTests {
  let emulation = Emulation()
  let power: PowerSystem
  let net: PowerNet

  init() {
    power = PowerSystem(emulation, source: BenchSupply(millivolts: 4_000))
    net = power.net("VBAT", fedBy: .cell)
  }

  @Test func entersStatesWithTheirDeclaredCurrents() {
    let load = Load("LED", on: net, initial: Mode.low, currents: modeCurrents)
    #expect(load.state == .low && power.loadCurrent == milliampere)
    load.enter(.high)
    #expect(load.state == .high && power.loadCurrent == 10 * milliampere)
    load.enter(.high, drawing: .exactly(5))
    #expect(load.state == .high && power.loadCurrent == 5)
    load.enter(.high)
    #expect(power.loadCurrent == 10 * milliampere)
    load.enter(.low, drawing: .exactly(10 * milliampere))
    #expect(load.state == .low && power.loadCurrent == 10 * milliampere)
    #expect(load.declared(.low) == modeCurrents[.low])
  }

  @Test func statesOfTheSameCurrentHaveRowsOfTheirOwn() {
    let load = Load("X", on: net, initial: Mode.off, currents: [.off: .exactly(1), .low: .exactly(1), .high: .zero])
    emulation.scheduler.run(until: 10)
    load.enter(.low)
    emulation.scheduler.run(until: 30)
    load.enter(.low)
    emulation.scheduler.run(until: 40)
    #expect(power.ledger.map { "\($0.state) \($0.ticks) \($0.fromCell.typical)" } == ["off 10 10", "low 30 30"])
  }

  @Test func statesOfOtherSizesWorkToo() {
    let only = Load("O", on: net, initial: Only.always, currents: [.always: .exactly(3)])
    #expect(only.state == .always && power.loadCurrent == 3)
    let cases = TwoBytes.allCases
    let currents = zip(cases, [10, 20, 30].map(CurrentBand.exactly))
    let load = Load("T", on: net, initial: cases[0], currents: Dictionary(uniqueKeysWithValues: currents))
    load.enter(cases[2])
    #expect(load.state.number == 300 && power.loadCurrent == 33)
  }

  @Test func aMissingCurrentStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let power = PowerSystem(Emulation(), source: BenchSupply(millivolts: 4_000))
      _ = Load("X", on: power.net("N", fedBy: .cell), initial: Mode.off, currents: [.off: .zero, .low: .zero])
    }
  }
}
