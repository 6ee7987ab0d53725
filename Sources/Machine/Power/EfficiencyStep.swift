/// The efficiency of a converter from a load on.
public struct EfficiencyStep: Hashable, Sendable {
  /// The least output current of the step, in pA.
  public var from: Int64
  /// Output power over input power, in thousandths, 1 ... 1,000.
  public var low: Int64
  /// Output power over input power, in thousandths, 1 ... 1,000.
  public var typical: Int64
  /// Output power over input power, in thousandths, 1 ... 1,000.
  public var high: Int64

  /// Efficiencies in thousandths from a current in pA on.
  public init(from: Int64, low: Int64, typical: Int64, high: Int64) {
    self.from = from
    self.low = low
    self.typical = typical
    self.high = high
  }

  /// The efficiencies of a coefficient, a ratio, from a current in pA on.
  public init(from: Int64, _ efficiency: Coefficient) {
    func thousandths(_ value: Double) -> Int64 { Int64(min(max((value * 1_000).rounded(), 1), 1_000)) }
    self.init(
      from: from, low: thousandths(efficiency.low), typical: thousandths(efficiency.typical),
      high: thousandths(efficiency.high))
  }
}
