/// How a net's current and voltage appear at what feeds it.
public enum Conversion: Sendable {
  /// A wire, or a switch without resistance: the same current and voltage.
  case linear
  /// A low-dropout regulator: the same current. Its output follows the input, less the dropout, where that is too low.
  /// Its own current is a `Regulator`'s.
  case lowDropout(outputMillivolts: Int64, dropoutMillivolts: Int64)
  /// A step-down converter: current falls with the ratio of voltages and rises with the losses. An input below the output
  /// passes through.
  ///
  /// The steps of its efficiency are in the order of their currents, the first from 0 on; a lower efficiency costs more
  /// current.
  case buck(outputMillivolts: Int64, efficiency: [EfficiencyStep])
  /// A step-up converter, likewise. An input above the output passes through.
  case boost(outputMillivolts: Int64, efficiency: [EfficiencyStep])
  /// A step-down converter of a chip that is off while VBUS feeds the system: a linear regulator then takes its place.
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
  var isConverter: Bool {
    switch self {
    case .linear, .lowDropout: false
    default: true
    }
  }

  /// Whether it does while VBUS feeds the system what it does on the cell.
  var worksOnBus: Bool {
    switch self {
    case .converter, .constantPower: false
    default: true
    }
  }

  private var steps: [EfficiencyStep] {
    switch self {
    case .converter(_, let steps), .buck(_, let steps), .boost(_, let steps): steps
    default: []
    }
  }

  /// The output currents, in pA, at which the next step of the efficiency begins.
  var boundaries: [Int64] { steps.dropFirst().map(\.from) }

  /// The net's own voltage for one at the input.
  func output(inputMillivolts: Int64) -> Int64 {
    switch self {
    case .linear, .constantPower: inputMillivolts
    case .converter(let volts, _): volts
    case .lowDropout(let volts, let dropout): max(min(volts, inputMillivolts - min(max(dropout, 0), 100_000)), 0)
    case .buck(let volts, _): min(volts, inputMillivolts)
    case .boost(let volts, _): max(volts, inputMillivolts)
    }
  }

  /// The factor from the current out to the current in, with `inputMillivolts` at the input and the efficiency of the
  /// step; 1,000 at most.
  func factor(inputMillivolts: Int64, step: Int = 0) -> ConversionFactor {
    switch self {
    case .linear, .lowDropout: return .one
    case .constantPower(let nominal):
      let held = min(max(nominal, 1), 100_000)
      let factor = Self.factor(held, min(max(inputMillivolts, 1), 100_000), 1_000)
      return ConversionFactor(low: factor, typical: factor, high: factor)
    case .converter(let volts, let steps), .buck(let volts, let steps):
      let output = min(max(volts, 1), 100_000)
      return Self.factor(output, min(max(inputMillivolts, output), 100_000), steps, step)
    case .boost(let volts, let steps):
      let output = min(max(volts, 1), 100_000)
      return Self.factor(output, min(max(inputMillivolts, 1), output), steps, step)
    }
  }

  private static func factor(
    _ output: Int64, _ input: Int64, _ steps: [EfficiencyStep], _ step: Int
  ) -> ConversionFactor {
    guard !steps.isEmpty else { return .one }
    let efficiency = steps[min(step, steps.count - 1)]
    return ConversionFactor(
      low: factor(output, input, efficiency.high), typical: factor(output, input, efficiency.typical),
      high: factor(output, input, efficiency.low))
  }

  private static func factor(_ output: Int64, _ input: Int64, _ efficiency: Int64) -> UInt64 {
    let divisor = Int128(input * min(max(efficiency, 1), 1_000))
    let numerator = Int128(output * 1_000) << Int128(ConversionFactor.fraction)
    return UInt64(min((numerator + divisor / 2) / divisor, 1_000 << Int128(ConversionFactor.fraction)))
  }
}
