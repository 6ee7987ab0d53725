import Machine
import Testing

@testable import Parts

@Suite struct CellTests {
  let cell = Cell(milliampereHours: 70)

  @Test func capacityIsExact() {
    #expect(cell.capacity == Charge.milliampereHours(70))
    #expect(Charge.microampereHours(cell.capacity) == 70_000)
  }

  @Test func theCurvePassesItsPoints() {
    for point in Cell.curve {
      let charge = cell.capacity * Int128(point.charge) / 1_000_000
      #expect(cell.openCircuitMicrovolts(charge: charge) == point.microvolts)
      #expect(cell.milliohms(charge: charge) == point.milliohms * 190 / 70 + 50)
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
    let half = Cell(milliampereHours: 35)
    #expect(
      half.milliohms(charge: half.charge(percent: 50)) > cell.milliohms(charge: cell.charge(percent: 50)) * 19 / 10)
  }

  @Test func itsDrainsEmptyTheShelf() {
    let rig = Rig(source: cell)
    let drain = CellDrain(
      on: rig.net,
      coefficients: CellDrain.Coefficients(
        protection: coefficient(3), selfDischarge: coefficient(2), selfDischargeDoubling: coefficient(10, .kelvins)))
    rig.run(for: 3_600 * Tick.perSecond)
    #expect(rig.charge("cell protection", "always") == 3_000_000 * 3_600 * Int128(Tick.perSecond))
    #expect(cell.capacity - rig.power.remainingCharge == 5_000_000 * 3_600 * Int128(Tick.perSecond))
    withExtendedLifetime(drain) {}
  }

  @Test func protectionCutsTheLoadsOfAnEmptyCell() {
    let rig = Rig(source: cell)
    rig.power.setCharge(cell.charge(percent: 1) / 10)
    let input = rig.line("M")
    let motor = Motor(
      on: rig.emulation, net: rig.net, input: input,
      coefficients: Motor.Coefficients(
        off: coefficient(0), starting: coefficient(120_000), running: coefficient(80_000)))
    #expect(rig.net.isPowered)
    input.driver("test").value = true
    #expect(!rig.net.isPowered, "120 mA over 6.5 ohms")
    withExtendedLifetime(motor) {}
  }
}
