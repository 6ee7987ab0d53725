import Foundation
import Machine
import Testing

@testable import Parts

@Suite struct CellBehaviourTests {
  private func reading(
    _ cell: Cell, percent: Int = 50, milliCelsius: Int = 25_000, wear: SourceWear = SourceWear()
  ) -> SourceReading {
    cell.reading(charge: cell.charge(percent: percent), conditions: .init(milliCelsius: milliCelsius, wear: wear))
  }

  private func wear(_ change: (inout SourceWear) -> Void) -> SourceWear {
    var wear = SourceWear()
    change(&wear)
    return wear
  }

  private static let day = Int128(86_400 * Tick.perSecond)

  @Test func newAndWarmItIsTheCurve() {
    let cell = Cell.small()
    for percent in 0...100 {
      let reading = reading(cell, percent: percent)
      #expect(reading.openCircuitMicrovolts == cell.openCircuitMicrovolts(charge: cell.charge(percent: percent)))
      #expect(reading.milliohms == 450 && reading.capacity == cell.capacity)
    }
    // 0.05 and 100 s times ln 2.
    #expect(abs(reading(cell).fast.halfLife.inSeconds - 0.034_657) < 1e-6)
    #expect(abs(reading(cell).slow.halfLife.inSeconds - 69.314_718) < 1e-6)
  }

  @Test(arguments: [-40, -20, -10, 0, 10, 40, 60])
  func resistancesFollowArrhenius(celsius: Int) {
    let cell = Cell.small()
    let (warm, now) = (reading(cell), reading(cell, milliCelsius: celsius * 1_000))
    func factor(_ kilojoules: Double) -> Double {
      exp(kilojoules * 1_000 / 8.314_462 * (1 / (273.15 + Double(celsius)) - 1 / 298.15))
    }
    for (kilojoules, was, milliohms) in [
      (15, warm.milliohms - 50, now.milliohms - 50), (55, warm.fast.milliohms, now.fast.milliohms),
      (35.0, warm.slow.milliohms, now.slow.milliohms),
    ] {
      #expect(abs(Double(milliohms) - Double(was) * factor(kilojoules)) < 1 + Double(milliohms) * 0.002)
    }
  }

  @Test(arguments: [0, 10, 50, 100])
  func temperatureMovesTheVoltageByTheEntropyTermAlone(percent: Int) {
    let cell = Cell.small()
    let warm = reading(cell, percent: percent).openCircuitMicrovolts
    #expect(reading(cell, percent: percent, milliCelsius: -15_000).openCircuitMicrovolts == warm + 4_000)
    #expect(reading(cell, percent: percent, milliCelsius: 45_000).openCircuitMicrovolts == warm - 2_000)
    #expect(reading(cell, percent: percent, milliCelsius: -15_000).capacity == cell.capacity)
  }

  @Test func cyclesCostCapacityAndAddResistance() {
    func fading(_ cycles: Int) -> Cell { .small(cycles: cycles) { $0.fade = coefficient(0.0004, .perCycle) } }
    let (new, old) = (fading(0), fading(500))
    #expect(old.capacity == new.capacity / 10 * 8)
    #expect(reading(old).milliohms - 50 == (reading(new).milliohms - 50) * 3 / 2)
    // What is charged in at half a full charge an hour counts like cycles before.
    let used = wear { ($0.chargedIn, $0.hurried) = (new.capacity * 500, new.capacity * 250) }
    #expect(reading(new, wear: used).capacity == old.capacity)
    // At a full charge an hour it costs a quarter more, where half as much is said for each.
    let hurried = wear { ($0.chargedIn, $0.hurried) = (new.capacity * 500, new.capacity * 500) }
    #expect(new.losses(hurried).cycles == 250_000)
    #expect(fading(10_000).capacity == new.capacity / 100)
  }

  /// The root of time: 4 % in the first year, 8 % in four.
  @Test func timeCostsCapacity() {
    let cell = Cell.small { $0.calendarLoss = coefficient(0.04, .ratio) }
    let rate = Int128(reading(cell).ageing)
    func loss(_ years: Double, rate: Int128) -> Int64 {
      cell.losses(wear { $0.aged = rate * Int128(years * 365.25) * Self.day }).calendar
    }
    #expect(abs(loss(1, rate: rate) - 40_000) < 20)
    #expect(abs(loss(4, rate: rate) - 80_000) < 40)
    // Full, twice as much; at 45 degrees exp(58 kJ/mol / R (1/298.15 - 1/318.15 K)) = 4.35 times as much.
    let full = Int128(reading(cell, percent: 100).ageing)
    #expect(abs(loss(1, rate: full) - 80_000) < 40)
    let hot = Int128(reading(cell, percent: 100, milliCelsius: 45_000).ageing)
    #expect(abs(loss(0.5, rate: hot) - 246_000) < 2_000)
    // A cell of two years loses less in its third than a new one in its first.
    let aged = Cell.small {
      $0.calendarLoss = coefficient(0.04, .ratio)
      $0.age = coefficient(2, .years)
    }
    #expect(aged.capacity == cell.capacity)
    let third = aged.losses(wear { $0.aged = rate * 365 * Self.day }).calendar
    #expect(abs(third - 12_700) < 100)
  }

  @Test func whatIsForbiddenCostsCapacity() {
    let cell = Cell.small()
    func limit(_ celsius: Int) -> Double {
      Double(reading(cell, milliCelsius: celsius * 1_000).chargeLimit) / 1e9
    }
    #expect(reading(cell, milliCelsius: -1).chargeLimit == 0)
    for (celsius, milliamperes) in [(0, 7.0), (9, 7), (10, 14), (15, 35), (24, 35), (25, 70)] {
      #expect(abs(limit(celsius) - milliamperes) < 1e-6)
    }
    // A tenth of the cell above the limit, 5 % of it for good.
    #expect(cell.losses(wear { $0.excess = cell.capacity / 10 }).plating == 5_000)
  }

  @Test func deepDischargeKills() {
    let cell = Cell.small()
    #expect(!reading(cell, percent: 0).isStarved)
    #expect(cell.reading(charge: cell.capacity / -50, conditions: .init()).isStarved)
    #expect(cell.losses(wear { $0.starved = Tick(Self.day) * 4 }).deepDischarge == 200_000)
    let dead = wear { $0.starved = Tick(Self.day) * 40 }
    #expect(cell.losses(dead).isDead)
    #expect(reading(cell, wear: dead).capacity == cell.capacity / 100)
    #expect(reading(cell, wear: dead).milliohms == 40_050)
  }

  @Test func voltageNeverFallsWithMoreCharge() {
    for milliCelsius in [-40_000, -20_000, 0, 25_000, 60_000] {
      let cell = Cell.small(cycles: 300)
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
      var hostile = Cell.Coefficients.round
      for path in Cell.Coefficients.paths { hostile[keyPath: path] = coefficient(value, .ratio) }
      var protection = CellProtection.Coefficients.round
      for path in CellProtection.Coefficients.paths { protection[keyPath: path] = coefficient(value, .ratio) }
      let cell = Cell(hostile, protection: protection, cycles: .max)
      for charge in [-(Int128(1) << 110), 0, Int128(1) << 110] {
        for milliCelsius in [-100_000, 200_000] {
          let worn = wear {
            ($0.chargedIn, $0.hurried, $0.excess, $0.aged, $0.starved) = (charge, charge, charge, charge, 1 << 62)
          }
          let reading = cell.reading(charge: charge, conditions: .init(milliCelsius: milliCelsius, wear: worn))
          #expect(reading.capacity >= 1 && reading.milliohms >= 1)
        }
      }
    }
  }
}
