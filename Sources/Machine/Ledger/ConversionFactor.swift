/// The current into a converter for a current out of it, as fixed-point factors: a multiplication for every change of a
/// load, and a division only when the converter's input voltage has moved.
struct ConversionFactor: Equatable {
  /// Bits after the binary point. The largest factor is 1,000 and the largest current 10^15 pA, so that a product has
  /// no more than 100 bits; 40 bits keep a current of 1 A exact to the picoampere.
  static let fraction: UInt64 = 40
  /// The same current.
  static let one = ConversionFactor(low: 1 << fraction, typical: 1 << fraction, high: 1 << fraction)

  let low: UInt64
  let typical: UInt64
  let high: UInt64

  /// The current in, rounded to the nearest picoampere (halves up), for a `held` current out.
  @inline(__always)
  func input(_ output: CurrentBand) -> CurrentBand {
    CurrentBand(
      low: ConversionFactor.product(output.low, low), typical: ConversionFactor.product(output.typical, typical),
      high: ConversionFactor.product(output.high, high))
  }

  @inline(__always)
  private static func product(_ current: Int64, _ factor: UInt64) -> Int64 {
    let wide = UInt64(bitPattern: current).multipliedFullWidth(by: factor)
    let (low, carry) = wide.low.addingReportingOverflow(1 << (fraction - 1))
    let high = wide.high &+ (carry ? 1 : 0)
    return Int64(truncatingIfNeeded: high << (64 - fraction) | low >> fraction)
  }
}
