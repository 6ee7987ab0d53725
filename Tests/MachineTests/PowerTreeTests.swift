import Foundation
import Testing

@testable import Machine

/// Rails behind rails, against charges computed by hand.
@Suite struct PowerTreeTests {
  let emulation = Emulation()

  /// A cell of 3.6 V, a boost converter to 5.4 V (factor 1.5 over 0.75: 2) and a regulator to 3.3 V behind it.
  private final class Tree {
    let power: PowerSystem
    let boost: Regulator
    let regulator: Regulator
    let load: Load<Mode>
    var told: [String] = []

    init(_ emulation: Emulation, steps: [EfficiencyStep]? = nil) {
      power = PowerSystem(emulation, source: StraightCell(empty: 3_600_000, full: 3_600_000, milliohms: 0))
      let battery = power.net("VBAT", fedBy: .cell)
      boost = Regulator(
        "5V4", from: battery,
        through: .boost(
          outputMillivolts: 5_400,
          efficiency: steps ?? [EfficiencyStep(from: 0, low: 600, typical: 750, high: 1_000)]),
        quiescent: .exactly(milliampere), shutdown: .exactly(milliampere / 1_000))
      regulator = Regulator(
        "3V3", from: boost.output, through: .lowDropout(outputMillivolts: 3_300, dropoutMillivolts: 150),
        quiescent: .exactly(2 * milliampere))
      load = Load("CPU", on: regulator.output, initial: .high, currents: modeCurrents)
      for net in [battery, boost.output, regulator.output] {
        net.observePower { [unowned self] in told.append("\(net.name) \($0)") }
      }
    }
  }

  @Test func currentsPassTheTreeToTheCell() {
    let tree = Tree(emulation)
    // 10 mA and the regulator's 2 mA twice, and 1 mA of the boost converter's own.
    // Its 8 and 15 mA, 1.5 and 2.5 times.
    #expect(tree.load.drawn == CurrentBand(low: 12 * milliampere, typical: 20 * milliampere, high: 37_500_000_000))
    #expect(tree.power.currentFromCell == 25 * milliampere)
    #expect(tree.boost.output.millivolts == 5_400 && tree.regulator.output.millivolts == 3_300)
    emulation.scheduler.advance(to: .seconds(10))
    let charges = Dictionary(
      uniqueKeysWithValues: tree.power.ledger.map { ("\($0.component)/\($0.state)", $0.fromCell.typical) })
    let second = Int128(Tick.perSecond) * Int128(milliampere)
    #expect(
      charges == [
        "CPU/high": 200 * second, "3V3 regulator/quiescent": 40 * second, "5V4 regulator/quiescent": 10 * second,
      ])
    #expect(tree.power.capacity - tree.power.remainingCharge == 250 * second)
  }

  @Test func whatIsSwitchedOffCutsEverythingBehindIt() {
    let tree = Tree(emulation)
    tree.boost.isEnabled = false
    #expect(tree.told == ["5V4 false", "3V3 false"])
    #expect(!tree.regulator.output.isPowered && tree.regulator.output.millivolts == 0 && !tree.load.isPowered)
    #expect(tree.power.currentFromCell == milliampere / 1_000 && tree.load.accountedState == "unpowered")
    // A load that changes meanwhile draws nothing.
    tree.load.enter(.low)
    #expect(tree.power.currentFromCell == milliampere / 1_000)
    tree.load.enter(.high)
    tree.boost.isEnabled = true
    #expect(tree.told == ["5V4 false", "3V3 false", "5V4 true", "3V3 true"])
    #expect(tree.power.currentFromCell == 25 * milliampere)
  }

  @Test func stepsOfAConverterAboveCountWhatIsBehind() {
    // From 11 mA on the factor is 1.5 instead of 3.
    let steps = [
      EfficiencyStep(from: 0, low: 500, typical: 500, high: 500),
      EfficiencyStep(from: 11 * milliampere, low: 1_000, typical: 1_000, high: 1_000),
    ]
    let tree = Tree(emulation, steps: steps)
    #expect(tree.boost.output.output == 12 * milliampere && tree.power.currentFromCell == 19 * milliampere)
    tree.load.enter(.off)
    #expect(tree.boost.output.output == 2 * milliampere && tree.power.currentFromCell == 7 * milliampere)
    tree.load.enter(.high)
    #expect(tree.power.currentFromCell == 19 * milliampere)
  }

  @Test func aRegulatorInDropoutFollowsItsInput() {
    let cell = StraightCell(empty: 3_000_000, full: 4_200_000, milliohms: 0)
    let power = PowerSystem(emulation, source: cell)
    let rail = power.net(
      "3V3", fedBy: .system, through: .lowDropout(outputMillivolts: 3_300, dropoutMillivolts: 200))
    let core = power.net(
      "1V8", fedBy: .rail(rail),
      through: .buck(
        outputMillivolts: 1_800, efficiency: [EfficiencyStep(from: 0, low: 1_000, typical: 1_000, high: 1_000)]))
    let load = Load("CPU", on: core, initial: Mode.high, currents: modeCurrents)
    #expect(rail.millivolts == 3_300 && core.millivolts == 1_800)
    // 10 mA * 1.8 / 3.3, then * 1.8 / 3.1.
    #expect(load.drawn.typical == 5_454_545_455)
    power.setCharge(cell.capacity / 4)
    // Of a quantum less than 3.3 V the dropout; converters see voltages in steps.
    #expect(power.microvolts == 3_299_995 && rail.millivolts == 3_099 && core.millivolts == 1_800)
    #expect(load.drawn.typical == 5_806_451_613)
  }

  @Test func aConverterOnTheSystemSeesTheBus() {
    let power = PowerSystem(emulation, source: StraightCell(empty: 4_000_000, full: 4_000_000, milliohms: 0))
    let rail = power.net(
      "2V5", fedBy: .rail(power.net("VSYS", fedBy: .system)),
      through: .buck(
        outputMillivolts: 2_500, efficiency: [EfficiencyStep(from: 0, low: 1_000, typical: 1_000, high: 1_000)]))
    let load = Load("CPU", on: rail, initial: Mode.high, currents: modeCurrents)
    #expect(load.drawn.typical == 6_250_000_000 && power.currentFromCell == 6_250_000_000)
    power.setBus(limit: 100 * milliampere)
    #expect(load.drawn.typical == 5_000_000_000 && power.currentFromCell == 0 && power.busOutput == 5_000_000_000)
    power.setBus(limit: nil)
    #expect(load.drawn.typical == 6_250_000_000)
  }

  @Test func whatIsBypassedOnTheBusKeepsToTheCell() {
    let power = PowerSystem(emulation, source: StraightCell(empty: 4_000_000, full: 4_000_000, milliohms: 1_000))
    let rail = power.net(
      "VDD", fedBy: .rail(power.net("VSYS", fedBy: .system)), through: .constantPower(nominalMillivolts: 3_700))
    let load = Load("CPU", on: rail, initial: Mode.high, currents: modeCurrents)
    let motor = Load("motor", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents)
    #expect(load.drawn.typical == 9_250_000_000)
    power.setBus(limit: 500 * milliampere)
    #expect(load.drawn.typical == 10 * milliampere)
    // The cell falls to 3.9 V meanwhile.
    motor.enter(.high, drawing: .exactly(100 * milliampere))
    power.setBus(limit: nil)
    #expect(load.drawn.typical == 9_487_179_487)
  }

  @Test(arguments: [true, false]) func aSnapshotHasWhatIsSwitchedOff(isOn: Bool) throws {
    let steps = [
      EfficiencyStep(from: 0, low: 500, typical: 500, high: 500),
      EfficiencyStep(from: 11 * milliampere, low: 1_000, typical: 1_000, high: 1_000),
    ]
    let tree = Tree(emulation, steps: steps)
    tree.boost.isEnabled = isOn
    emulation.scheduler.advance(to: .seconds(1))
    let state = try JSONDecoder().decode(
      PowerSystem.State.self, from: JSONEncoder().encode(tree.power.saveState()))
    #expect(state.switchedOff == (isOn ? nil : ["5V4"]))
    let other = Emulation()
    let copy = Tree(other, steps: steps)
    other.scheduler.advance(to: .seconds(1))
    copy.power.restoreState(state)
    #expect(copy.boost.isEnabled == isOn && copy.power.currentFromCell == tree.power.currentFromCell)
    for each in [tree, copy] {
      each.load.enter(.off)
      each.boost.isEnabled = true
    }
    #expect(copy.power.currentFromCell == 7 * milliampere && tree.power.currentFromCell == 7 * milliampere)
    #expect(copy.boost.output.output == 2 * milliampere)
  }
}
