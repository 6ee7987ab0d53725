/// A current with its uncertainty, in picoamperes.
public struct CurrentBand: Hashable, Codable, Sendable {
  /// The lowest plausible value, in pA.
  public var low: Int64
  /// The expected value, in pA.
  public var typical: Int64
  /// The highest plausible value, in pA.
  public var high: Int64

  /// A band in picoamperes.
  @inlinable
  public init(low: Int64, typical: Int64, high: Int64) {
    self.low = low
    self.typical = typical
    self.high = high
  }

  /// No current, for certain.
  public static let zero = CurrentBand(low: 0, typical: 0, high: 0)

  /// The largest current that a load draws or a source gives: 1 kA. Larger ones are clamped to it, so that the sums and
  /// products of any machine stay within 64 bits.
  static let limit: Int64 = 1_000_000_000_000_000

  /// The band with each value clamped to 0 ... `limit`: nothing that is a load feeds its net.
  @inline(__always)
  var held: CurrentBand {
    CurrentBand(
      low: CurrentBand.held(low), typical: CurrentBand.held(typical), high: CurrentBand.held(high))
  }

  @inline(__always)
  static func held(_ current: Int64) -> Int64 { min(max(current, 0), limit) }

  /// A band in microamperes, rounded to the nearest picoampere (halves up) and clamped to 1 kA either way.
  public static func microamperes(_ low: Double, _ typical: Double, _ high: Double) -> CurrentBand {
    CurrentBand(low: picoamperes(low), typical: picoamperes(typical), high: picoamperes(high))
  }

  private static func picoamperes(_ microamperes: Double) -> Int64 {
    let scaled = microamperes * 1e6 + 0.5
    guard scaled.magnitude < Double(limit) else { return scaled > 0 ? limit : scaled < 0 ? -limit : 0 }
    let whole = Int64(scaled)
    return Double(whole) > scaled ? whole - 1 : whole
  }

  /// The sum of two loads, each value clamped to an `Int64`.
  public static func + (a: CurrentBand, b: CurrentBand) -> CurrentBand {
    func sum(_ x: Int64, _ y: Int64) -> Int64 {
      let (sum, overflow) = x.addingReportingOverflow(y)
      return overflow ? (x < 0 ? .min : .max) : sum
    }
    return CurrentBand(low: sum(a.low, b.low), typical: sum(a.typical, b.typical), high: sum(a.high, b.high))
  }

  /// The band times `numerator` / `denominator` (at least 1), rounded towards zero and clamped to an `Int64`.
  public func scaled(by numerator: Int64, over denominator: Int64) -> CurrentBand {
    let divisor = UInt64(max(denominator, 1))
    func scale(_ value: Int64) -> Int64 {
      let product = value.magnitude.multipliedFullWidth(by: numerator.magnitude)
      let quotient =
        product.high == 0
        ? product.low / divisor
        : product.high < divisor ? divisor.dividingFullWidth(product).quotient : .max
      let held = Int64(clamping: quotient)
      return (value < 0) == (numerator < 0) ? held : -held
    }
    return CurrentBand(low: scale(low), typical: scale(typical), high: scale(high))
  }
}
