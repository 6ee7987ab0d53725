import Testing

@testable import Machine

@Suite struct EfficiencyStepTests {
  let emulation = Emulation()

  @Test func efficiencyFollowsTheLoad() {
    let power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_600))
    let rail = power.net(
      "V18", fedBy: .system,
      through: .converter(
        outputMillivolts: 1_800,
        efficiency: [
          EfficiencyStep(from: 0, low: 500, typical: 500, high: 500),
          EfficiencyStep(from: 5 * milliampere, low: 1_000, typical: 1_000, high: 1_000),
        ]))
    let first = Load("A", on: rail, initial: Mode.low, currents: modeCurrents)
    let second = Load("B", on: rail, initial: Mode.off, currents: modeCurrents, bypassing: [.low])
    #expect(power.loadCurrent == milliampere, "1 mA at half the voltage and half the efficiency")
    second.enter(.high)
    #expect(power.loadCurrent == 5_500_000_000, "11 mA at half the voltage; the first load's account changes too")
    #expect(first.drawn.typical == milliampere / 2)
    second.enter(.low)
    #expect(power.loadCurrent == 2 * milliampere, "1 mA through the converter and 1 mA past it")
    power.setBus(limit: 100 * milliampere)
    #expect(power.loadCurrent == 2 * milliampere, "linear on VBUS")
    first.enter(.off)
    #expect(power.busOutput == milliampere)
  }

  @Test func constantPowerTakesMoreAtALowerVoltage() {
    let power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_000))
    let net = power.net("VDD", fedBy: .system, through: .constantPower(nominalMillivolts: 3_600))
    let load = Load("CPU", on: net, initial: Mode.high, currents: modeCurrents)
    #expect(load.drawn.typical == 12 * milliampere && net.millivolts == 2_999)
  }

  @Test func coefficientsBecomeThousandths() {
    let ratio = Coefficient("x", -1, 0.8004, 7, .ratio, condition: "", source: .estimate(""))
    #expect(EfficiencyStep(from: 3, ratio) == EfficiencyStep(from: 3, low: 1, typical: 800, high: 1_000))
  }
}
