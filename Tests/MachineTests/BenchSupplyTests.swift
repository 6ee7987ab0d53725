import Testing

@testable import Machine

@Suite struct BenchSupplyTests {
  @Test func itsVoltageStays() {
    let supply = BenchSupply(millivolts: 3_700)
    #expect(supply.capacity == Charge.milliampereHours(1_000_000))
    #expect(supply.openCircuitMicrovolts(charge: 0) == 3_700_000)
    let emulation = Emulation()
    let power = PowerSystem(emulation, source: supply)
    let load = Load("X", on: power.net("VBAT", fedBy: .cell), initial: Mode.high, currents: modeCurrents)
    emulation.scheduler.run(until: .seconds(UInt64(100_000)))
    // 10 mA at 1 mOhm are 10 uV.
    #expect(power.microvolts == 3_699_990 && load.state == .high)
  }

  @Test func itNeverDisconnects() {
    let power = PowerSystem(Emulation(), source: BenchSupply(millivolts: 1))
    let net = power.net("VBAT", fedBy: .cell)
    let load = Load("X", on: net, initial: Mode.off, currents: modeCurrents)
    load.enter(.high, drawing: .exactly(.max))
    #expect(net.isPowered && power.microvolts == 0)
  }
}
