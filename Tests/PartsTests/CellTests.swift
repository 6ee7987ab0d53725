import Machine
import Testing

@testable import Parts

@Suite struct CellTests {
  let cell = Cell.small()

  @Test func capacityIsExact() {
    #expect(cell.capacity == Charge.milliampereHours(70))
    #expect(Charge.microampereHours(cell.capacity) == 70_000)
  }

  @Test func theCurvePassesItsPoints() {
    for point in CellCurve.smallPolymer.points {
      let charge = cell.capacity * Int128(point.charge) / 1_000_000
      #expect(abs(cell.openCircuitMicrovolts(charge: charge) - point.microvolts) <= 1)
      let reading = cell.reading(charge: charge, conditions: .init())
      #expect(reading.milliohms == 450)
      #expect(abs(reading.fast.milliohms - point.resistancePermille * 6 / 10) <= 1)
      #expect(abs(reading.slow.milliohms - point.resistancePermille * 17 / 10) <= 1)
    }
    #expect(cell.openCircuitMicrovolts(charge: -cell.capacity) == 0)
    #expect(cell.openCircuitMicrovolts(charge: 10 * cell.capacity) == 4_600_000)
  }

  @Test func voltageNeverFallsWithMoreCharge() {
    var previous = Int64(-1)
    for step in -600...10_600 {
      let voltage = cell.openCircuitMicrovolts(charge: cell.capacity * Int128(step) / 10_000)
      #expect(voltage >= previous)
      previous = voltage
    }
  }

  @Test func chargeIsFoundFromVoltage() {
    for percent in 0...100 {
      let charge = cell.charge(percent: percent)
      let voltage = cell.openCircuitMicrovolts(charge: charge)
      let found = cell.charge(openCircuitMicrovolts: voltage)
      #expect(cell.openCircuitMicrovolts(charge: found) == voltage)
      #expect(found <= charge && charge - found < cell.capacity / 10_000)
    }
    #expect(cell.charge(openCircuitMicrovolts: 5_000_000) == cell.capacity)
  }

  @Test func aSmallerCellHasMoreResistance() {
    let half = Cell.small { $0.capacity = coefficient(35, .milliampereHours) }
    let (small, large) = (
      half.reading(charge: half.charge(percent: 50), conditions: .init()),
      cell.reading(charge: cell.charge(percent: 50), conditions: .init())
    )
    #expect(small.milliohms - 50 == 2 * (large.milliohms - 50))
    #expect(abs(small.slow.milliohms - 2 * large.slow.milliohms) <= 1)
  }

  private func protection(_ rig: Rig) -> CellProtection {
    CellProtection(on: rig.power.net("CELL", fedBy: .bareCell), output: rig.net, coefficients: .round)
  }

  @Test func itsDrainsEmptyTheShelf() {
    let rig = Rig(source: cell)
    let protection = protection(rig)
    rig.run(for: 3_600 * Tick.perSecond)
    #expect(rig.charge("cell protection", "closed") == 3_000_000 * 3_600 * Int128(Tick.perSecond))
    #expect(cell.capacity - rig.power.remainingCharge == 5_000_000 * 3_600 * Int128(Tick.perSecond))
    withExtendedLifetime(protection) {}
  }

  @Test func protectionCutsTheLoadsOfAnEmptyCell() {
    let rig = Rig(source: cell)
    rig.power.setCharge(cell.charge(percent: 1) / 100)
    let input = rig.line("M")
    let motor = Motor(
      on: rig.emulation, net: rig.net, input: input,
      coefficients: Motor.Coefficients(
        off: coefficient(0), starting: coefficient(120_000), running: coefficient(80_000)))
    #expect(rig.net.isPowered)
    input.driver("test").value = true
    // 54 mV over the ohmic part at once, a tenth of a volt over the fast one; diffusion then empties the surface.
    #expect(rig.net.isPowered)
    rig.run(for: .seconds(60))
    #expect(!rig.net.isPowered)
    withExtendedLifetime(motor) {}
  }

  /// A drawer: the cell is cut off, goes on losing, and is lost once it has been below 2.0 V for long.
  @Test func aDrawerKillsACell() {
    let rig = Rig(source: cell)
    rig.power.setCharge(cell.charge(percent: 1) / 10)
    let protection = protection(rig)
    // 5 uA: 70 uAh and as much again down to 2.4 V.
    rig.run(for: .seconds(7 * 86_400))
    #expect(!rig.net.isPowered)
    #expect(rig.power.currentFromCell == 500_000)
    #expect(cell.losses(rig.power.wear) == CellLosses())
    rig.run(for: .seconds(150 * 86_400))
    #expect(cell.losses(rig.power.wear).isDead)
    #expect(rig.power.capacity == cell.capacity / 100)
    rig.run(for: .seconds(100 * 86_400))
    // Nothing is left even for itself.
    #expect(rig.power.currentFromCell == 0)
    withExtendedLifetime(protection) {}
  }
}
