/// A laboratory supply: its voltage stays, whatever is drawn.
public final class BenchSupply: VoltageSource {
  /// The set voltage, in microvolts.
  public let microvolts: Int64
  /// A large charge, so that a run does not empty it: 1,000 Ah.
  public let capacity: Int128 = 1_000 * 3_600 * 1_000_000_000_000 * Int128(Tick.perSecond)
  /// Never disconnects.
  public let cutOffMicrovolts: Int64 = 0

  /// A supply of `millivolts`.
  public init(millivolts: Int64) { microvolts = millivolts * 1_000 }

  /// The set voltage.
  public func openCircuitMicrovolts(charge: Int128) -> Int64 { microvolts }

  /// The least resistance that the solver takes.
  public func milliohms(charge: Int128) -> Int64 { 1 }
}
