import Machine

extension CurrentBand {
  /// Times a ratio, low by low and high by high, to the nearest picoampere.
  func scaled(by ratio: Coefficient) -> CurrentBand {
    func times(_ value: Int64, _ factor: Double) -> Int64 { Int64((Double(value) * factor).rounded()) }
    return CurrentBand(
      low: times(low, ratio.low), typical: times(typical, ratio.typical), high: times(high, ratio.high))
  }
}
