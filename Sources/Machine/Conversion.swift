/// How a net's current appears at the net that feeds it.
public enum Conversion: Sendable {
  /// A wire, a switch or a linear regulator: the same current.
  case linear
  /// A step-down converter: current falls with the ratio of voltages and rises with the losses.
  ///
  /// Efficiencies in thousandths, 1 ... 1,000; a lower efficiency costs more current. While VBUS feeds the system the
  /// chip's converter is off and a linear regulator takes its place.
  case stepDown(outputMillivolts: Int64, lowEfficiency: Int64, typicalEfficiency: Int64, highEfficiency: Int64)

  /// Whether the current is another than the net's.
  var isConverter: Bool {
    if case .stepDown = self { true } else { false }
  }

  /// The factor from the current out to the current in, with `inputMillivolts` at the input. An input below the output
  /// counts as equal to it: the converter then passes it through.
  func factor(inputMillivolts: Int64) -> ConversionFactor {
    guard case .stepDown(let volts, let low, let typical, let high) = self else { return .one }
    let output = min(max(volts, 1), 100_000)
    let input = min(max(inputMillivolts, output), 100_000)
    func factor(_ efficiency: Int64) -> UInt64 {
      let divisor = Int128(input * min(max(efficiency, 1), 1_000))
      let numerator = Int128(output * 1_000) << Int128(ConversionFactor.fraction)
      return UInt64((numerator + divisor / 2) / divisor)
    }
    return ConversionFactor(low: factor(high), typical: factor(typical), high: factor(low))
  }
}
