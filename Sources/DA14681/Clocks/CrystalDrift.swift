import Machine

/// How far the crystals are off, in parts per million; 0 for exact ones.
public struct CrystalDrift: Hashable, Codable, Sendable {
  /// The system crystal, and with it the PLL, clamped to ±1,000.
  public var xtal16M: Int64
  /// The slow crystal, clamped to ±1,000.
  public var xtal32K: Int64

  /// Crystals that are so many parts per million too fast.
  public init(xtal16M: Int64 = 0, xtal32K: Int64 = 0) {
    self.xtal16M = min(max(xtal16M, -1_000), 1_000)
    self.xtal32K = min(max(xtal32K, -1_000), 1_000)
  }

  /// A clock of `hertz` that is so far off.
  static func rate(_ hertz: UInt64, off: Int64) -> ClockRate {
    guard off != 0 else { return ClockRate(hertz: hertz) }
    return ClockRate(edges: hertz * UInt64(1_000_000 + off), per: Tick.perSecond * 1_000_000)
  }
}
