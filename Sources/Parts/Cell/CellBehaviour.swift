import Machine

/// A cell's coefficients as integers, and what they make of its curve.
struct CellBehaviour {
  /// What cold and cycles leave at the least, in millionths of the capacity.
  private static let leastLeft: Int128 = 100_000
  /// The temperatures between which the laws are used, in thousandths of a degree Celsius.
  private static let temperatures = -40_000...85_000

  var transientPermille: Int64 = 0
  var halfLife: Tick = 0
  private var resistancePermille: Int64 = 1_000
  private var resistanceDoublingMillikelvins: Int64 = 0
  /// At 0 degrees C, in millionths.
  private var coldLoss: Int64 = 0
  private var microvoltsPerKelvin: Int64 = 0
  /// In thousand-millionths for each cycle.
  private var fade: Int64 = 0
  private var growth: Int64 = 0
  private var startCycles: Int64 = 0

  /// The curve alone.
  init() {}

  /// The typical values, each held to what the cell's arithmetic bears.
  init(_ coefficients: Cell.Coefficients, cycles: Int) {
    func integer(_ coefficient: Coefficient, times scale: Double, _ range: ClosedRange<Int64>) -> Int64 {
      min(max(coefficient.typical(times: scale), range.lowerBound), range.upperBound)
    }
    transientPermille = integer(coefficients.transientShare, times: 1_000, 0...1_000)
    // The half-life is the time constant times ln 2.
    halfLife = Tick(integer(coefficients.timeConstant, times: 693.147, 0...100_000_000)) * Tick.perSecond / 1_000
    resistancePermille = integer(coefficients.resistance, times: 1_000, 1...100_000)
    resistanceDoublingMillikelvins = integer(coefficients.resistanceDoubling, times: 1_000, 1_000...1_000_000)
    coldLoss = integer(coefficients.coldLoss, times: 1e6, 0...1_000_000)
    microvoltsPerKelvin = integer(coefficients.entropy, times: 1_000, -10_000...10_000)
    fade = integer(coefficients.fade, times: 1e9, 0...1_000_000_000)
    growth = integer(coefficients.resistanceGrowth, times: 1e9, 0...1_000_000_000)
    startCycles = Int64(min(max(cycles, 0), 10_000))
  }

  /// Cycles so far, in thousandths: full charges of the new cell.
  private func cycles(_ capacity: Int128, _ chargedIn: Int128) -> Int64 {
    startCycles * 1_000 + Int64(clamping: min(max(chargedIn, 0), capacity * 100_000) * 1_000 / capacity)
  }

  /// What the cell holds after use.
  func capacity(_ capacity: Int128, chargedIn: Int128) -> Int128 {
    let lost = Int128(fade) * Int128(cycles(capacity, chargedIn)) / 1_000_000
    if lost == 0 { return capacity }
    return max(capacity / 1_000_000 * max(1_000_000 - lost, Self.leastLeft), 1)
  }

  /// Where on the curve a charge stands: cold takes from the empty end, so that what is left lies between the two ends.
  func place(of charge: Int128, in full: Int128, milliCelsius: Int) -> Int128 {
    guard coldLoss > 0, milliCelsius < Leakage.reference else { return charge }
    let degrees = Int128(Leakage.reference - max(milliCelsius, Self.temperatures.lowerBound))
    let lost = min(Int128(coldLoss) * degrees / Int128(Leakage.reference), 1_000_000 - Self.leastLeft)
    let held = min(max(charge, -2 * full), 2 * full)
    let stretch = (1_000_000 << 20) / (1_000_000 - lost)
    return ((held - full / 1_000_000 * lost) * stretch) >> 20
  }

  /// What the temperature adds to the open-circuit voltage, in microvolts.
  func shift(_ milliCelsius: Int) -> Int64 {
    let held = min(max(milliCelsius, Self.temperatures.lowerBound), Self.temperatures.upperBound)
    return microvoltsPerKelvin * Int64(held - Leakage.reference) / 1_000
  }

  /// A resistance after use and at a temperature.
  func scaled(_ milliohms: Int64, _ conditions: SourceConditions, _ capacity: Int128) -> Int64 {
    let used = 1_000_000_000 + Int128(growth) * Int128(cycles(capacity, conditions.chargedIn)) / 1_000
    var value = Int128(milliohms) * Int128(resistancePermille) * used / 1_000_000_000_000
    if resistanceDoublingMillikelvins > 0 {
      let held = min(max(conditions.milliCelsius, Self.temperatures.lowerBound), Self.temperatures.upperBound)
      let colder = Int64(Leakage.reference - held) << 16
      value = (value * Int128(BinaryPower.fixed(colder / resistanceDoublingMillikelvins))) >> 32
    }
    return Int64(clamping: max(min(value, 1_000_000_000), 1))
  }
}
