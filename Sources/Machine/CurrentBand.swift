/// A current with its uncertainty, in picoamperes.
public struct CurrentBand: Hashable, Codable, Sendable {
  /// The lowest plausible value, in pA.
  public var low: Int64
  /// The expected value, in pA.
  public var typical: Int64
  /// The highest plausible value, in pA.
  public var high: Int64

  /// A band in picoamperes.
  public init(low: Int64, typical: Int64, high: Int64) {
    self.low = low
    self.typical = typical
    self.high = high
  }

  /// No current, for certain.
  public static let zero = CurrentBand(low: 0, typical: 0, high: 0)

  /// A band in microamperes, rounded to the nearest picoampere.
  public static func microamperes(_ low: Double, _ typical: Double, _ high: Double) -> CurrentBand {
    CurrentBand(
      low: Int64((low * 1e6).rounded()), typical: Int64((typical * 1e6).rounded()), high: Int64((high * 1e6).rounded()))
  }

  /// The sum of two loads.
  public static func + (a: CurrentBand, b: CurrentBand) -> CurrentBand {
    CurrentBand(low: a.low + b.low, typical: a.typical + b.typical, high: a.high + b.high)
  }

  /// The band times `numerator` / `denominator` (at least 1), rounded down.
  public func scaled(by numerator: Int64, over denominator: Int64) -> CurrentBand {
    func scale(_ value: Int64) -> Int64 {
      let product = value.multipliedFullWidth(by: numerator)
      return max(denominator, 1).dividingFullWidth(product).quotient
    }
    return CurrentBand(low: scale(low), typical: scale(typical), high: scale(high))
  }
}
