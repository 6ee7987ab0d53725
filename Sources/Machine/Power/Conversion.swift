/// How a net's current appears at the net that feeds it.
public enum Conversion: Sendable {
  /// A wire, a switch or a linear regulator: the same current.
  case linear
  /// A step-down converter: current falls with the ratio of voltages and rises with the losses.
  ///
  /// The steps of its efficiency are in the order of their currents, the first from 0 on; a lower efficiency costs more
  /// current. While VBUS feeds the system the chip's converter is off and a linear regulator takes its place.
  case converter(outputMillivolts: Int64, efficiency: [EfficiencyStep])
  /// Loads that take the same power at any voltage, such as a converter whose losses are part of its loads'
  /// coefficients: their currents are those at `nominalMillivolts`. While VBUS feeds the system they are as they are.
  case constantPower(nominalMillivolts: Int64)

  /// A step-down converter with the same efficiency at any load, in thousandths.
  public static func stepDown(
    outputMillivolts: Int64, lowEfficiency: Int64, typicalEfficiency: Int64, highEfficiency: Int64
  ) -> Conversion {
    .converter(
      outputMillivolts: outputMillivolts,
      efficiency: [
        EfficiencyStep(from: 0, low: lowEfficiency, typical: typicalEfficiency, high: highEfficiency)
      ])
  }

  /// Whether the current is another than the net's.
  var isConverter: Bool { if case .linear = self { false } else { true } }

  /// The net's own voltage, where it is not that of its feed.
  var outputMillivolts: Int? { if case .converter(let volts, _) = self { Int(volts) } else { nil } }

  /// The output currents, in pA, at which the next step of the efficiency begins.
  var boundaries: [Int64] {
    if case .converter(_, let steps) = self { steps.dropFirst().map(\.from) } else { [] }
  }

  /// The factor from the current out to the current in, with `inputMillivolts` at the input and the efficiency of the
  /// step. An input below the output counts as equal to it: the converter then passes it through.
  func factor(inputMillivolts: Int64, step: Int = 0) -> ConversionFactor {
    switch self {
    case .linear: return .one
    case .constantPower(let nominal):
      let held = min(max(nominal, 1), 100_000)
      let factor = Self.factor(held, min(max(inputMillivolts, 1), 100_000), 1_000)
      return ConversionFactor(low: factor, typical: factor, high: factor)
    case .converter(let volts, let steps):
      guard !steps.isEmpty else { return .one }
      let efficiency = steps[min(step, steps.count - 1)]
      let output = min(max(volts, 1), 100_000)
      let input = min(max(inputMillivolts, output), 100_000)
      return ConversionFactor(
        low: Self.factor(output, input, efficiency.high), typical: Self.factor(output, input, efficiency.typical),
        high: Self.factor(output, input, efficiency.low))
    }
  }

  private static func factor(_ output: Int64, _ input: Int64, _ efficiency: Int64) -> UInt64 {
    let divisor = Int128(input * min(max(efficiency, 1), 1_000))
    let numerator = Int128(output * 1_000) << Int128(ConversionFactor.fraction)
    return UInt64((numerator + divisor / 2) / divisor)
  }
}
