/// How a net's current appears at the net that feeds it.
public enum Conversion: Sendable {
  /// A wire, a switch or a linear regulator: the same current.
  case linear
  /// A step-down converter: current falls with the ratio of voltages and rises with the losses.
  ///
  /// Efficiencies in thousandths, 1 ... 1,000; a lower efficiency costs more current. While VBUS feeds the system the
  /// chip's converter is off and a linear regulator takes its place.
  case stepDown(outputMillivolts: Int64, lowEfficiency: Int64, typicalEfficiency: Int64, highEfficiency: Int64)

  /// The current into the converter for a current out of it, with `inputMillivolts` (at least 1) at its input.
  func input(_ output: CurrentBand, inputMillivolts: Int64, isLinear: Bool) -> CurrentBand {
    guard case .stepDown(let volts, let low, let typical, let high) = self, !isLinear else { return output }
    func convert(_ current: Int64, _ efficiency: Int64) -> Int64 {
      let divisor = max(inputMillivolts, volts) * max(efficiency, 1)
      return divisor.dividingFullWidth(current.multipliedFullWidth(by: volts * 1_000)).quotient
    }
    return CurrentBand(
      low: convert(output.low, high), typical: convert(output.typical, typical), high: convert(output.high, low))
  }
}
