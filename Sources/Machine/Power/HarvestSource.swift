/// What an energy harvester's source gives, as data.
public enum HarvestSource: Hashable, Codable, Sendable {
  /// Nothing.
  case off
  /// A current that flows into the store whatever its voltage, in pA: a source with a regulator of its own.
  case current(Int64)
  /// A power at the source's best point, in nanowatts, of which the boost converter's efficiency reaches the store; with the source's
  /// open-circuit voltage, in microvolts.
  case power(nanowatts: Int64, openCircuit: Int64)
  /// Light on the solar cell of `HarvesterCoefficients`, in thousandths of a lux.
  case light(millilux: Int64)

  /// Held to 1 kA, 1 kW, 0 ... 100 V and 1,000,000 lux.
  var held: HarvestSource {
    func held(_ value: Int64, _ limit: Int64) -> Int64 { min(max(value, 0), limit) }
    switch self {
    case .off: return .off
    case .current(let current): return .current(CurrentBand.held(current))
    case .power(let nanowatts, let openCircuit):
      return .power(
        nanowatts: held(nanowatts, 1_000_000_000_000), openCircuit: held(openCircuit, SolverLimits.microvolts))
    case .light(let millilux): return .light(millilux: held(millilux, 1_000_000_000))
    }
  }

  /// Whether it needs the boost converter.
  var isConverted: Bool {
    switch self {
    case .off, .current: false
    case .power, .light: true
    }
  }
}
