/// How a current grows with the temperature: twice for every so many kelvins, once at 25 degrees C.
///
/// The factor is fixed-point and the same on every machine. A larger number of kelvins grows less when warm and falls
/// less when cold, so the ends of its band change places at 25 degrees.
public final class Leakage {
  /// The temperature at which currents are what their coefficients say, in thousandths of a degree Celsius.
  public static let reference = 25_000

  private let doubling: (low: Int64, typical: Int64, high: Int64)
  /// Factors with 32 bits after the point.
  private var low: Int64 = 1 << 32
  private var typical: Int64 = 1 << 32
  private var high: Int64 = 1 << 32

  /// Twice the current for every `coefficient` kelvins (at least a thousandth).
  public init(doublingPer coefficient: Coefficient) {
    func millikelvins(_ value: Double) -> Int64 { Int64(max(min(value * 1_000, 1e9), 1)) }
    doubling = (millikelvins(coefficient.low), millikelvins(coefficient.typical), millikelvins(coefficient.high))
  }

  /// Takes the factors of a temperature.
  func set(milliCelsius: Int) {
    let above = Int64(milliCelsius - Leakage.reference) << 16
    let (slow, fast) = (BinaryPower.fixed(above / doubling.high), BinaryPower.fixed(above / doubling.low))
    low = min(slow, fast)
    high = max(slow, fast)
    typical = BinaryPower.fixed(above / doubling.typical)
  }

  /// A `held` current at the temperature.
  func apply(_ current: CurrentBand) -> CurrentBand {
    func scale(_ value: Int64, _ factor: Int64) -> Int64 {
      let wide = value.multipliedFullWidth(by: factor)
      return CurrentBand.held(Int64(clamping: (Int128(wide.high) << 64 | Int128(wide.low)) >> 32))
    }
    return CurrentBand(
      low: scale(current.low, low), typical: scale(current.typical, typical), high: scale(current.high, high))
  }
}
