import Machine
import Testing

@testable import Parts

@Suite struct RegulatorCatalogueTests {
  private enum Mode: String, LoadState { case on }

  @Test func theXC6206PassesItsLoadAndTakesAMicroampere() {
    let rig = Rig()
    let regulator = LinearRegulator.regulator("V30", from: rig.net)
    #expect(regulator.output.millivolts == 3_000 && rig.power.loadCurrent == 1_000_000)
    let load = Load<Mode>("chip", on: regulator.output, initial: .on, currents: [.on: .microamperes(10, 10, 10)])
    #expect(rig.power.loadCurrent == 11_000_000 && load.isPowered)
  }

  @Test func nearItsInputItDropsOut() {
    let rig = Rig(source: BenchSupply(millivolts: 2_900))
    #expect(LinearRegulator.regulator("V30", from: rig.net).output.millivolts == 2_875)
  }

  @Test func theTPS62736TurnsVoltageIntoCurrent() {
    let rig = Rig()
    let regulator = BuckConverter.regulator("V25", from: rig.net, millivolts: 2_500)
    #expect(regulator.output.millivolts == 2_500 && rig.power.loadCurrent == 380_000)
    let load = Load<Mode>("chip", on: regulator.output, initial: .on, currents: [.on: .microamperes(100, 100, 100)])
    // 100 uA x 2.5 V / 3.7 V / 0.93, and its own.
    #expect(rig.power.loadCurrent == 380_000 + 72_653_298)
    load.enter(.on, drawing: .microamperes(1, 1, 1))
    #expect(rig.power.loadCurrent == 380_000 + 767_813, "0.88 below 10 uA")
    regulator.isEnabled = false
    #expect(rig.power.loadCurrent == 10_000)
  }

  @Test func everyNumberSaysWhereItIsFrom() {
    let all =
      LinearRegulator.Coefficients.xc6206.all + BuckConverter.Coefficients.tps62736.all
      + ChargerIC.Coefficients.ltc4054.all
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(all.allSatisfy { !$0.condition.isEmpty && $0.low < $0.high })
  }
}
