import Foundation
import Testing

@testable import Machine

/// The drop that builds up and relaxes.
@Suite struct CellTransientTests {
  let emulation = Emulation()

  /// A cell whose open-circuit voltage stays, with 1 ohm at once and 1 ohm with a half-life of 10 s.
  private func machine(charge: Int128? = nil) -> (PowerSystem, Load<Mode>) {
    let cell = StraightCell(milliampereHours: 7_000, empty: 3_600_000, full: 3_600_000, milliohms: 1_000)
    cell.transientMilliohms = 1_000
    cell.halfLife = .seconds(10)
    let power = PowerSystem(emulation, source: cell, charge: charge)
    return (power, Load("motor", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents))
  }

  @Test func theDropBuildsUpAndRelaxesByHalves() {
    let (power, load) = machine()
    load.enter(.high, drawing: .exactly(100 * milliampere))
    #expect(power.microvolts == 3_500_000, "the first ohm at once")
    for (seconds, expected) in [(10, 3_450_000), (20, 3_425_000), (40, 3_406_250)] {
      emulation.scheduler.run(until: .seconds(UInt64(seconds)))
      #expect(abs(power.microvolts - Int64(expected)) <= CellCircuit.transientQuantum)
    }
    load.enter(.off)
    #expect(abs(power.microvolts - 3_506_250) <= 20)
    emulation.scheduler.run(until: .seconds(UInt64(50)))
    #expect(abs(power.microvolts - 3_553_125) <= CellCircuit.transientQuantum)
    emulation.scheduler.run(until: .seconds(UInt64(400)))
    #expect(3_600_000 - power.microvolts <= CellCircuit.transientQuantum)
  }

  @Test func atRestNothingIsLeftToDo() {
    let (power, load) = machine()
    load.enter(.high, drawing: .exactly(100 * milliampere))
    emulation.scheduler.run(until: .seconds(60))
    load.enter(.off)
    var looks = 0
    while emulation.scheduler.nextDeadline < .seconds(100_000) {
      emulation.scheduler.advance(to: emulation.scheduler.nextDeadline)
      emulation.scheduler.fireDue()
      looks += 1
    }
    // 100 mV in steps of at most 0.5 mV, each a straight line along the slope.
    #expect(looks > 50 && looks < 1_500, "\(looks)")
    #expect(power.requantise.deadline == nil)
  }

  @Test func shortPulsesCountWithTheirMean() {
    let (power, load) = machine()
    // 10 mA for 1 ms every 10 ms, for a minute: 1 mA on average.
    for pulse in 0..<6_000 {
      load.enter(.high)
      emulation.scheduler.run(until: .milliseconds(UInt64(pulse * 10 + 1)))
      load.enter(.off)
      emulation.scheduler.run(until: .milliseconds(UInt64(pulse * 10 + 10)))
    }
    let drop = Double(-power.cell.slow.value) / 65_536
    #expect(abs(drop / (1_000 * (1 - 1 / 64.0)) - 1) < 0.01, "\(drop)")
  }

  @Test func chargeIsExactWhateverTheVoltageDoes() {
    let (power, load) = machine(charge: StraightCell(milliampereHours: 3_500).capacity)
    let start = power.remainingCharge
    power.setBus(limit: 500 * milliampere)
    power.setCharger(ChargerLimits(isOn: true, current: 200 * milliampere, microvolts: 3_700_000))
    load.enter(.high)
    emulation.scheduler.run(until: .seconds(300))
    let out = power.ledger.reduce(Int128(0)) { $0 + $1.fromCell.typical }
    #expect(power.remainingCharge == start + power.totalChargedIn - out)
    // At the level: 100 mV over both ohms, and the load on top.
    #expect(power.flow.mode == .constantVoltage)
    #expect(abs(power.flow.current - 60 * milliampere) < milliampere)
    #expect(abs(power.microvolts - 3_700_000) <= 1)
  }

  /// Charge transfer: 1 ohm at small currents, and a arsinh(IR/a) at large ones.
  @Test(arguments: [0.001, 0.1, 1, 5, 50, 400])
  func aBentLawIsThatOfButlerAndVolmer(milliamperes: Double) {
    let drop = RelaxingDrop(law: .init(milliohms: 1_000, halfLife: .milliseconds(35), knee: 51_400))
    let current = Int64(milliamperes * 1e9)
    let expected = 51_400 * asinh(milliamperes * 1_000 / 51_400)
    #expect(abs(Double(drop.settled(current)) / 65_536 - expected) < 1 + expected * 0.001)
    #expect(drop.settled(-current) == -drop.settled(current))
    // In series with 0.4 ohms: the current at which both make this voltage is found again.
    let whole = Int64(expected + milliamperes * 400)
    let found = drop.current(at: whole, behind: 400)
    #expect(abs(Double(found) / 1e9 - milliamperes) < 0.001 + milliamperes * 0.02)
  }

  @Test func capacityFadesWithWhatIsPutIn() {
    let cell = StraightCell(milliampereHours: 1, milliohms: 1)
    cell.fade = 100
    let power = PowerSystem(emulation, source: cell, charge: 0)
    power.setBus(limit: 500 * milliampere)
    power.setCharger(ChargerLimits(isOn: true, current: milliampere, microvolts: 4_300_000))
    emulation.scheduler.run(until: .seconds(1_800))
    // Half a cycle at 100 thousandths each.
    let lost = cell.capacity - power.capacity
    #expect(abs(lost - cell.capacity / 20) <= cell.capacity / 100_000)
  }
}
