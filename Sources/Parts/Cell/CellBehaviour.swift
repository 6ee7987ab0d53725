import Machine

/// A cell's coefficients as integers, and their laws.
struct CellBehaviour {
  /// The temperatures between which the laws are used, in thousandths of a degree Celsius.
  private static let temperatures = -40_000...85_000
  /// One year in ticks.
  private static let year = Double(Tick.perSecond) * 365.25 * 86_400
  private static let day = Int128(86_400 * Tick.perSecond)
  /// The unit of the square of the calendar loss: 2^-96.
  private static let squareUnit = 0x1p96

  /// Charge of the cell when it was new, in pA·ticks.
  let newCapacity: Int128
  /// Resistances at 25 degrees C in milliohms.
  let ohmic: Int64
  let fast: Int64
  let slow: Int64
  let fastHalfLife: Tick
  let slowHalfLife: Tick
  let damageMicrovolts: Int64
  /// In thousandths.
  private let fastElectrodes: Int64
  /// In milliseconds at 25 degrees C.
  private let lag: Int64
  /// Activation energies over R ln 2, in kelvins.
  private let energies: (ohmic: Int64, fast: Int64, slow: Int64, lag: Int64, calendar: Int64)
  private let microvoltsPerKelvin: Int64
  /// In thousand-millionths for each cycle.
  private let fade: Int64
  private let cycleGrowth: Int64
  /// In thousandths.
  private let rateFade: Int64
  private let calendarGrowth: Int64
  private let plating: Int64
  /// In millionths a day.
  private let deepLoss: Int64
  private let startCycles: Int64
  /// The square of the calendar loss in a tick at 25 degrees C, half full; and that before the run.
  private let square: Int64
  private let startSquare: Int128
  /// The binary logarithm of the square of the loss when full over that when half full, in 1/65,536.
  private let fullLogarithm: Int64
  /// The currents up to which the cell may be charged, in pA, from a temperature on.
  private let chargeLimits: [(from: Int, current: Int64)]

  /// The typical values, each clamped to what the cell's arithmetic bears.
  init(_ coefficients: Cell.Coefficients, cycles: Int) {
    func integer(_ coefficient: Coefficient, times scale: Double, _ range: ClosedRange<Int64>) -> Int64 {
      min(max(coefficient.typical(times: scale), range.lowerBound), range.upperBound)
    }
    func number(_ coefficient: Coefficient, _ range: ClosedRange<Double>) -> Double {
      min(max(coefficient.typical, range.lowerBound), range.upperBound)
    }
    let milliampereHours = number(coefficients.capacity, 0.001...100_000)
    newCapacity = Charge.milliampereHours(milliampereHours)
    let scale = number(coefficients.resistancesOf, 0.001...100_000) / milliampereHours * 1_000
    func milliohms(_ coefficient: Coefficient) -> Int64 { integer(coefficient, times: scale, 0...100_000_000) }
    ohmic = milliohms(coefficients.ohmic)
    fast = milliohms(coefficients.fast)
    slow = milliohms(coefficients.slow)
    // The half-life is the time constant times ln 2.
    func halfLife(_ coefficient: Coefficient) -> Tick {
      Tick(integer(coefficient, times: 693_147.18, 0...100_000_000_000)) * (Tick.perSecond / 1_000_000)
    }
    fastHalfLife = halfLife(coefficients.fastTime)
    slowHalfLife = halfLife(coefficients.slowTime)
    // R ln 2 is 5.76315 J/(mol K).
    func kelvins(_ coefficient: Coefficient) -> Int64 { integer(coefficient, times: 1_000 / 5.76315, 0...35_000) }
    energies = (
      kelvins(coefficients.ohmicEnergy), kelvins(coefficients.fastEnergy), kelvins(coefficients.slowEnergy),
      kelvins(coefficients.lagEnergy), kelvins(coefficients.calendarEnergy)
    )
    fastElectrodes = integer(coefficients.fastElectrodes, times: 1_000, 0...100_000)
    lag = integer(coefficients.lag, times: 1_000, 0...100_000_000)
    microvoltsPerKelvin = integer(coefficients.entropy, times: 1_000, -10_000...10_000)
    fade = integer(coefficients.fade, times: 1e9, 0...1_000_000_000)
    rateFade = integer(coefficients.rateFade, times: 1_000, 0...2_000)
    cycleGrowth = integer(coefficients.resistanceGrowth, times: 1e9, 0...1_000_000_000)
    calendarGrowth = integer(coefficients.calendarGrowth, times: 1_000, 0...100_000)
    plating = integer(coefficients.plating, times: 1_000, 0...1_000)
    deepLoss = integer(coefficients.deepLoss, times: 1e6, 0...1_000_000)
    damageMicrovolts = integer(coefficients.damage, times: 1_000, 0...100_000_000)
    startCycles = Int64(min(max(cycles, 0), 10_000))
    let loss = number(coefficients.calendarLoss, 0...1)
    let yearly = loss * loss * Self.squareUnit
    square = Int64(min(yearly / Self.year, 1e15))
    startSquare = Int128(min(yearly * number(coefficients.age, 0...100), 0x1p100))
    fullLogarithm = 2 * BinaryPower.logarithm(number(coefficients.calendarFull, 0.01...100))
    // So much for each 1/h.
    let hourly = Double(newCapacity) / 3_600 / Double(Tick.perSecond)
    chargeLimits = [
      (25_000, coefficients.limitFrom25), (15_000, coefficients.limitFrom15), (10_000, coefficients.limitFrom10),
      (0, coefficients.limitFrom0),
    ].map { ($0.0, Int64(min(number($0.1, 0...1_000) * hourly, 1e15))) }
  }

  /// What a temperature makes of the cell.
  func climate(_ milliCelsius: Int) -> CellClimate {
    let held = min(max(milliCelsius, Self.temperatures.lowerBound), Self.temperatures.upperBound)
    func factor(_ kelvins: Int64) -> CellClimate.Factor {
      .init(fixed: BinaryPower.fixed(CellClimate.arrhenius(kelvins, milliCelsius: held)))
    }
    return CellClimate(
      milliCelsius: milliCelsius, ohmic: factor(energies.ohmic), fast: factor(energies.fast),
      slow: factor(energies.slow),
      // 2R/F is 172.347 uV/K.
      knee: fastElectrodes * Int64(273_150 + held) * 172_347 / 1_000_000_000,
      // In milliseconds, at most three years.
      lag: Tick(min((Int128(lag) * Int128(factor(energies.lag).fixed)) >> 32, 100_000_000_000))
        * (Tick.perSecond / 1_000),
      // Ageing is faster when warm.
      ageing: .init(fixed: BinaryPower.fixed(-2 * CellClimate.arrhenius(energies.calendar, milliCelsius: held))),
      chargeLimit: chargeLimits.first { held >= $0.from }?.current ?? 0,
      shift: microvoltsPerKelvin * Int64(held - Leakage.reference) / 1_000)
  }

  /// The square of the calendar loss in a tick.
  func ageing(_ climate: CellClimate, place: Int64) -> Int64 {
    // From -1 when empty over 0 when half full to 1 when full, in 1/65,536.
    let fullness = (min(max(place, 0), 1 << 32) - 1 << 31) >> 15
    let factor = BinaryPower.fixed((fullLogarithm * fullness) >> 16)
    let warm = (Int128(square) * Int128(climate.ageing.fixed)) >> 32
    return Int64(clamping: (warm * Int128(factor)) >> 32)
  }

  /// Cycles so far, in thousandths: full charges of the new cell.
  private func cycles(_ charge: Int128) -> Int64 {
    Int64(clamping: min(max(charge, 0), newCapacity * 100_000) * 1_000 / newCapacity)
  }

  /// What is lost after use. A cycle at half a full charge an hour costs what the coefficient says.
  func losses(_ wear: SourceWear) -> CellLosses {
    var losses = CellLosses()
    let (calm, hurried) = (1_000 - rateFade / 2, rateFade)
    let start = startCycles * 1_000_000
    let weighed = start + calm * cycles(wear.chargedIn) + hurried * cycles(wear.hurried)
    losses.cycles = Int64(clamping: Int128(fade) * Int128(weighed) / 1_000_000_000)
    // Doubles whose every step is exact or rounds the same everywhere.
    func root(_ square: Int128) -> Double { Double(UInt64(clamping: square >> 40)).squareRoot() * 0x1p-28 }
    losses.calendar = Int64(
      min((root(startSquare + max(wear.aged, 0)) - root(startSquare)) * 1e6, 1e6))
    losses.plating = cycles(wear.excess) * plating
    losses.deepDischarge = Int64(clamping: Int128(deepLoss) * Int128(wear.starved) / Self.day)
    for part in [\CellLosses.cycles, \.calendar, \.plating, \.deepDischarge] {
      losses[keyPath: part] = min(max(losses[keyPath: part], 0), 1_000_000)
    }
    return losses
  }

  /// What the cell holds.
  func capacity(after losses: CellLosses) -> Int128 {
    losses.total == 0 ? newCapacity : max(newCapacity / 1_000_000 * Int128(1_000_000 - losses.total), 1)
  }

  func capacity(_ wear: SourceWear) -> Int128 { capacity(after: losses(wear)) }

  /// What resistances have grown to, in millionths: by cycles, by what time has taken, and as copper dissolves.
  func growth(_ losses: CellLosses, _ wear: SourceWear) -> Int64 {
    let used = startCycles * 1_000 + cycles(wear.chargedIn)
    let grown =
      1_000_000 + Int64(clamping: Int128(cycleGrowth) * Int128(used) / 1_000_000)
      + losses.calendar * calendarGrowth / 1_000
    let left = max(1_000_000 - losses.deepDischarge, CellLosses.leastLeft)
    return Int64(clamping: Int128(grown) * 1_000_000 / Int128(left))
  }
}
