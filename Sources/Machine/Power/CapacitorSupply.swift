/// A capacitor in the cell's place, as data: an ideal capacitance behind a resistance, with a leakage beside it, and a switch that
/// disconnects the loads of an empty one.
public struct CapacitorSupply: Hashable, Codable, Sendable {
  /// Capacitance, in nanofarads.
  public var nanofarads: Int64
  /// Its voltage at the moment at which it is connected, in microvolts.
  public var microvolts: Int64
  /// Series resistance (ESR), in milliohms.
  public var milliohms: Int64
  /// What it loses by itself while there is charge in it, in pA.
  public var leakage: Int64
  /// The voltage up to which it is charged, in microvolts.
  public var fullMicrovolts: Int64
  /// The voltage below which the loads are disconnected, in microvolts.
  public var cutOffMicrovolts: Int64
  /// The voltage from which on they are connected again, in microvolts.
  public var releaseMicrovolts: Int64

  /// A capacitor whose resistance, leakage and levels are the documented ones. It is charged up to the documented level, or up to
  /// `microvolts` where that is more.
  public init(nanofarads: Int64, microvolts: Int64, figures: CapacitorCoefficients = .documented) {
    func whole(_ coefficient: Coefficient, _ scale: Double) -> Int64 { max(coefficient.typical(times: scale), 0) }
    self.nanofarads = nanofarads
    self.microvolts = microvolts
    milliohms = whole(figures.resistance, 1_000)
    leakage = whole(figures.leakage, 1_000_000)
    fullMicrovolts = max(whole(figures.full, 1_000), microvolts)
    cutOffMicrovolts = whole(figures.cutOff, 1_000)
    releaseMicrovolts = cutOffMicrovolts + whole(figures.hysteresis, 1_000)
  }

  /// Held to what the solver bears: 1 nF ... 1,000 F, 0 ... 100 V, up to 1 kOhm, up to 1 kA.
  var held: CapacitorSupply {
    func volts(_ value: Int64) -> Int64 { min(max(value, 0), SolverLimits.microvolts) }
    var next = self
    next.nanofarads = min(max(nanofarads, 1), 1_000_000_000_000)
    next.fullMicrovolts = max(volts(fullMicrovolts), 1)
    next.microvolts = min(volts(microvolts), next.fullMicrovolts)
    next.milliohms = min(max(milliohms, 1), SolverLimits.milliohms)
    next.leakage = CurrentBand.held(leakage)
    next.cutOffMicrovolts = volts(cutOffMicrovolts)
    next.releaseMicrovolts = max(volts(releaseMicrovolts), next.cutOffMicrovolts)
    return next
  }
}
