import Testing
@testable import Machine

/// Pads in a bad state on a supply of 3 V; resistances that are easy to tell apart.
@Suite struct PadLoadsTests {
  private let emulation = Emulation()
  private let power: PowerSystem
  private let lines: [Line]
  private let pads: PadLoads

  private static func exactly(_ value: Double, _ unit: Coefficient.Unit = .ohms) -> Coefficient {
    Coefficient("test", value, value, value, unit, condition: "test", source: .estimate("test"))
  }

  init() {
    power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_000))
    lines = (0..<2).map { [emulation] in emulation.line("P0_\($0)") }
    var coefficients = PadCoefficients("chip", pull: (1, 2, 3), .estimate("test"))
    coefficients.pull = Self.exactly(25_000)
    coefficients.resistor = Self.exactly(100_000)
    coefficients.floating = Self.exactly(1, .microamperes)
    pads = PadLoads(
      lines, lines.map { $0.driver("pad") }, set: { _ in nil }, on: power.net("V", fedBy: .cell), coefficients)
  }

  private func setting(_ pull: Bool?, _ resistor: Bool? = nil, isInput: Bool = true) -> PadLoads.Setting {
    PadLoads.Setting(pull: pull, resistor: resistor, isInput: isInput)
  }

  @Test func aPullAgainstADriverCosts() {
    pads.set(0, setting(false))
    #expect(power.loadCurrent == 0)
    let driver = lines[0].driver("part")
    driver.value = true
    #expect(power.loadCurrent == 120_000_000)
    driver.value = false
    #expect(power.loadCurrent == 0)
    pads.set(0, setting(true))
    #expect(power.loadCurrent == 120_000_000)
  }

  @Test func aBoardsResistorAgainstADriverCosts() {
    lines[1].pull = true
    pads.set(1, setting(nil, true))
    #expect(power.loadCurrent == 0)
    let driver = lines[1].driver("part")
    driver.value = false
    #expect(power.loadCurrent == 30_000_000)
    // The pad's own pull beside it: both through the driver.
    pads.set(1, setting(true, true))
    #expect(power.loadCurrent == 150_000_000)
    driver.value = true
    #expect(power.loadCurrent == 0)
  }

  @Test func aPullAgainstAResistorIsOneAfterTheOther() {
    lines[0].pull = true
    pads.set(0, setting(false, true))
    #expect(power.loadCurrent == 24_000_000)
    pads.set(0, setting(true, true))
    #expect(power.loadCurrent == 0)
  }

  @Test func theBoardsValueStandsForTheUsualOne() {
    pads.setResistor(0, PadResistor(ohms: Self.exactly(1_000_000)))
    pads.set(0, setting(nil, true))
    lines[0].driver("part").value = false
    #expect(power.loadCurrent == 3_000_000)
  }

  @Test func whatAPartCountsIsNotCountedTwice() {
    pads.setResistor(0, PadResistor(ohms: Self.exactly(10_000), isOfPart: true))
    pads.set(0, setting(nil, true))
    let button = lines[0].driver("button")
    button.value = false
    #expect(power.loadCurrent == 0)
    pads.set(0, setting(true, true))
    #expect(power.loadCurrent == 120_000_000)
    // Let go, the pad's own pull-down stands against the button's resistor.
    button.value = nil
    lines[0].pull = true
    pads.set(0, setting(false, true))
    #expect(abs(power.loadCurrent - 3_000_000_000_000 / 35_000) <= 1)
  }

  @Test func thePadItselfAgainstAPartsResistorCosts() {
    pads.setResistor(0, PadResistor(ohms: Self.exactly(10_000), isOfPart: true))
    pads.set(0, setting(nil, true, isInput: false), driving: false)
    #expect(power.loadCurrent == 300_000_000)
    pads.set(0, setting(nil, true), driving: nil)
    #expect(power.loadCurrent == 0)
  }

  @Test func nothingFlowsWhileAPadIsSet() {
    pads.set(0, setting(false), driving: nil)
    var highest: Int64 = 0
    let watching = power.watchSolutions { [power] in highest = max(highest, power.loadCurrent) }
    pads.set(0, setting(nil, isInput: false), driving: true)
    #expect(lines[0].level && highest == 0)
    _ = watching
  }

  @Test func anInputWithNothingOnItFloats() {
    pads.set(0, setting(nil))
    #expect(power.loadCurrent == 1_000_000)
    let driver = lines[0].driver("part")
    // The level stays as it was: what changes is who holds it.
    driver.value = false
    #expect(power.loadCurrent == 0)
    driver.value = nil
    #expect(power.loadCurrent == 1_000_000)
    pads.set(0, setting(nil, isInput: false))
    #expect(power.loadCurrent == 0)
    pads.set(0, nil)
    #expect(power.loadCurrent == 0)
  }

  @Test func theLedgerNamesThePadAndNoOther() {
    pads.set(0, setting(nil))
    emulation.scheduler.advance(to: .seconds(2))
    pads.set(0, setting(false))
    emulation.scheduler.advance(to: .seconds(3))
    #expect(power.ledger.map { "\($0.component) / \($0.state)" } == ["pad P0_0 / floating input"])
    #expect(power.ledger.first?.fromCell.typical == 1_000_000 * Int128(Tick.seconds(2)))
  }
}
