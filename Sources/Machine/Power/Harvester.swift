/// What a harvester makes of its source: a current into the store, in whole numbers.
///
/// A boost converter with one efficiency, which finds the source's best point by itself and loses no time in doing so; while the store's
/// voltage is low it has to start cold, with another efficiency and higher demands on the source. A solar cell gives a current in
/// proportion to the light, at one voltage. All else is left out: the efficiency's dependence on voltage and current, the
/// sampling of the best point, temperature.
struct Harvester: Hashable, Sendable {
  /// In thousandths.
  private let efficiency, coldEfficiency: Int64
  /// In microvolts.
  let coldBelow, cellFull, fullHysteresis: Int64
  private let coldStart, minimum, solarVoltage, solarOpenCircuit: Int64
  /// In nanowatts.
  private let coldPower: Int64
  /// In pA; the solar cell's at 200 lux.
  let quiescent: Int64
  private let solarCurrent: Int64
  /// A store below this voltage, in microvolts, is charged with the current that it would get there.
  private static let least: Int64 = 100_000

  /// The typical numbers of a set.
  init(_ figures: HarvesterCoefficients) {
    func whole(_ coefficient: Coefficient, _ scale: Double, _ limit: Int64) -> Int64 {
      min(max(coefficient.typical(times: scale), 0), limit)
    }
    func microvolts(_ coefficient: Coefficient) -> Int64 { whole(coefficient, 1_000, SolverLimits.microvolts) }
    efficiency = whole(figures.efficiency, 1_000, 1_000)
    coldEfficiency = whole(figures.coldEfficiency, 1_000, 1_000)
    coldBelow = microvolts(figures.coldBelow)
    coldStart = microvolts(figures.coldStart)
    coldPower = whole(figures.coldPower, 1_000, 1_000_000_000_000)
    minimum = microvolts(figures.minimum)
    quiescent = whole(figures.quiescent, 1_000_000, CurrentBand.limit)
    cellFull = microvolts(figures.cellFull)
    fullHysteresis = microvolts(figures.fullHysteresis)
    solarCurrent = whole(figures.solarCurrent, 1_000_000, CurrentBand.limit)
    solarVoltage = microvolts(figures.solarVoltage)
    solarOpenCircuit = microvolts(figures.solarOpenCircuit)
  }

  /// The current into a store, in pA, whose voltage is `store` inside and `terminal` at its terminals, in microvolts.
  func current(_ source: HarvestSource, store: Int64, terminal: Int64) -> Int64 {
    switch source {
    case .off: return 0
    case .current(let current): return current
    case .power(let nanowatts, let openCircuit): return boosted(nanowatts, openCircuit, store, terminal)
    case .light(let millilux):
      // pA at 200 lux times uV are 10^-18 W.
      let attowatts = Int128(solarCurrent) * Int128(solarVoltage) * Int128(millilux) / 200_000
      return boosted(Int64(clamping: attowatts / 1_000_000_000), solarOpenCircuit, store, terminal)
    }
  }

  private func boosted(_ nanowatts: Int64, _ openCircuit: Int64, _ store: Int64, _ terminal: Int64) -> Int64 {
    let isCold = store < coldBelow
    guard openCircuit >= (isCold ? coldStart : minimum), !isCold || nanowatts >= coldPower else { return 0 }
    let permille = isCold ? coldEfficiency : efficiency
    // 1 nW at 1 uV are 10^9 pA.
    let current = Int128(nanowatts) * Int128(permille) * 1_000_000 / Int128(max(terminal, Self.least))
    return CurrentBand.held(Int64(clamping: current))
  }
}
