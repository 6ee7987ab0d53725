import Machine
import Testing

@testable import Parts

@Suite struct CellBehaviourTests {
  private func number(_ value: Double, _ unit: Coefficient.Unit = .ratio) -> Coefficient { coefficient(value, unit) }

  private func cell(cycles: Int = 0, coldLoss: Double = 0.1, fade: Double = 0.0004) -> Cell {
    Cell(
      Cell.Coefficients(
        capacity: number(70, .milliampereHours), resistance: number(1), transientShare: number(0.5),
        timeConstant: number(100, .seconds), resistanceDoubling: number(20, .kelvins), coldLoss: number(coldLoss),
        entropy: number(-0.1, .millivoltsPerKelvin), fade: number(fade, .perCycle),
        resistanceGrowth: number(0.001, .perCycle)),
      cycles: cycles)
  }

  private func reading(_ cell: Cell, percent: Int = 50, milliCelsius: Int = 25_000, chargedIn: Int128 = 0)
    -> SourceReading
  {
    cell.reading(
      charge: cell.charge(percent: percent), conditions: .init(milliCelsius: milliCelsius, chargedIn: chargedIn))
  }

  @Test func newAndWarmItIsTheCurve() {
    let plain = Cell(milliampereHours: 70)
    for percent in 0...100 {
      let reading = reading(cell(), percent: percent)
      #expect(reading.openCircuitMicrovolts == plain.openCircuitMicrovolts(charge: plain.charge(percent: percent)))
      #expect(
        reading.milliohms + reading.transientMilliohms == plain.milliohms(charge: plain.charge(percent: percent)))
      #expect(reading.capacity == plain.capacity)
    }
    // 100 s times ln 2.
    #expect(
      reading(cell()).transientHalfLife == .microseconds(69_314_000)
        || reading(cell()).transientHalfLife == .milliseconds(69_315))
    #expect(reading(plain).transientMilliohms == 0)
  }

  @Test func coldCostsVoltageCapacityAndResistance() {
    let cell = cell()
    let (warm, cold) = (reading(cell), reading(cell, milliCelsius: -15_000))
    // Two doublings in 40 K.
    let resistance = warm.milliohms + warm.transientMilliohms - Cell.protectionMilliohms
    #expect(abs(cold.milliohms + cold.transientMilliohms - Cell.protectionMilliohms - 4 * resistance) < resistance / 5)
    #expect(cold.openCircuitMicrovolts < warm.openCircuitMicrovolts)
    // A tenth of the capacity for 25 degrees, from the empty end: the full end stays.
    let zero = reading(cell, percent: 10, milliCelsius: 0).openCircuitMicrovolts
    #expect(abs(zero - (3_000_000 + 2_500)) < 100)
    let full = reading(cell, percent: 100, milliCelsius: 0).openCircuitMicrovolts
    #expect(abs(full - (4_200_000 + 2_500)) < 100)
    #expect(cold.capacity == warm.capacity)
  }

  @Test func cyclesCostCapacityAndAddResistance() {
    let new = cell()
    let old = cell(cycles: 500)
    #expect(old.capacity == new.capacity / 10 * 8)
    let resistance = reading(new).milliohms + reading(new).transientMilliohms - Cell.protectionMilliohms
    let grown = reading(old).milliohms + reading(old).transientMilliohms - Cell.protectionMilliohms
    #expect(abs(grown - resistance * 3 / 2) <= 2)
    // What is charged in counts like cycles before.
    #expect(reading(new, chargedIn: new.capacity * 500).capacity == old.capacity)
    #expect(reading(cell(cycles: 10_000)).capacity == new.capacity / 10)
  }

  @Test func voltageNeverFallsWithMoreCharge() {
    for milliCelsius in [-40_000, -20_000, 0, 25_000, 60_000] {
      let cell = cell(cycles: 300)
      var previous = Int64.min
      for step in -600...10_600 {
        let voltage = cell.reading(
          charge: cell.capacity * Int128(step) / 10_000, conditions: .init(milliCelsius: milliCelsius)
        ).openCircuitMicrovolts
        #expect(voltage >= previous)
        previous = voltage
      }
    }
  }

  @Test func hostileNumbersDoNotTrap() {
    for value in [-1e300, -1, 0, 1, 1e300] {
      let hostile = number(value)
      let cell = Cell(
        Cell.Coefficients(
          capacity: hostile, resistance: hostile, transientShare: hostile, timeConstant: hostile,
          resistanceDoubling: hostile, coldLoss: hostile, entropy: hostile, fade: hostile, resistanceGrowth: hostile),
        cycles: .max)
      for charge in [-(Int128(1) << 110), 0, Int128(1) << 110] {
        for milliCelsius in [-100_000, 200_000] {
          let reading = cell.reading(charge: charge, conditions: .init(milliCelsius: milliCelsius, chargedIn: charge))
          #expect(reading.capacity >= 1 && reading.milliohms >= 1)
        }
      }
    }
  }
}
