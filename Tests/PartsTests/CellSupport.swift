import Machine

@testable import Parts

extension Cell.Coefficients {
  /// Round numbers: 70 mAh, of which nothing is lost by itself.
  static var round: Cell.Coefficients {
    func value(_ value: Double, _ unit: Coefficient.Unit = .ratio) -> Coefficient { coefficient(value, unit) }
    return Cell.Coefficients(
      capacity: value(70, .milliampereHours), resistancesOf: value(70, .milliampereHours), ohmic: value(0.4, .ohms),
      fast: value(0.6, .ohms), slow: value(1.7, .ohms), fastTime: value(0.05, .seconds),
      slowTime: value(100, .seconds), ohmicEnergy: value(15, .kilojoulesPerMole),
      fastEnergy: value(55, .kilojoulesPerMole), slowEnergy: value(35, .kilojoulesPerMole),
      fastElectrodes: value(1), lag: value(200, .seconds), lagEnergy: value(40, .kilojoulesPerMole),
      entropy: value(-0.1, .millivoltsPerKelvin), fade: value(0, .perCycle), rateFade: value(0.5),
      resistanceGrowth: value(0.001, .perCycle), calendarLoss: value(0), calendarFull: value(2),
      calendarEnergy: value(58, .kilojoulesPerMole), calendarGrowth: value(1), age: value(0, .years),
      limitFrom0: value(0.1, .perHour), limitFrom10: value(0.2, .perHour), limitFrom15: value(0.5, .perHour),
      limitFrom25: value(1, .perHour), plating: value(0.05), damage: value(2_000, .millivolts),
      deepLoss: value(0.05, .perDay))
  }
}

extension CellProtection.Coefficients {
  /// One that needs a charger, with a quiescent current of 3 uA.
  static var round: CellProtection.Coefficients {
    CellProtection.Coefficients(
      cutOff: coefficient(2_400, .millivolts), release: coefficient(3_000, .millivolts),
      recovery: coefficient(0, .ratio), overcharge: coefficient(4_280, .millivolts),
      resistance: coefficient(0.05, .ohms),
      closed: coefficient(3), open: coefficient(0.1), selfDischarge: coefficient(2),
      emptySelfDischarge: coefficient(0.4),
      selfDischargeDoubling: coefficient(10, .kelvins))
  }
}

extension Cell {
  /// A cell of 70 mAh with round numbers, changed by `change`.
  static func small(
    cycles: Int = 0, curve: CellCurve = .smallPolymer, _ change: (inout Coefficients) -> Void = { _ in }
  ) -> Cell {
    var coefficients = Coefficients.round
    change(&coefficients)
    return Cell(coefficients, protection: .round, curve: curve, cycles: cycles)
  }
}
