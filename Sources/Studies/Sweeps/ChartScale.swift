import Foundation

/// An axis of a chart: where values lie, and which of them have a label.
struct ChartScale {
  /// What an axis shows.
  enum Subject {
    /// The plan's variable: its values with a margin.
    case variable
    /// A metric of which zero is none: zero is part of a linear axis.
    case amount
    /// A metric whose zero means nothing, such as a voltage of the cell.
    case level
  }

  /// Where the greatest value is more than so many times the least, an axis is logarithmic.
  static let spread = 30.0

  private let lower: Double
  private let upper: Double
  /// Whether equal distances are equal ratios.
  let isLogarithmic: Bool
  private let hasTicks: Bool

  /// Around these values; logarithmic as chosen, or else where they are spread. Values that are not above zero are never on
  /// a logarithmic axis.
  init(_ values: [Double], of subject: Subject, chosen: SweepPlan.Axis? = nil) {
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 1)
    isLogarithmic = least > 0 && (chosen.map { $0 == .log } ?? (greatest > Self.spread * least))
    hasTicks = true
    if isLogarithmic {
      let margin = max(log10(greatest / least) * 0.05, 0.02)
      (lower, upper) = (log10(least) - margin, log10(greatest) + margin)
      return
    }
    switch subject {
    case .variable:
      let margin = max((greatest - least) * 0.05, 1e-9)
      (lower, upper) = (least - margin, greatest + margin)
    case .amount, .level:
      var (low, high) = (least, greatest)
      if case .amount = subject { (low, high) = (min(least, 0), max(greatest, 0)) }
      if low == high { high = low + 1 }
      // From tick to tick.
      let step = ChartTicks.step(high - low)
      (lower, upper) = ((low / step + 1e-6).rounded(.down) * step, (high / step - 1e-6).rounded(.up) * step)
    }
  }

  /// For names beside each other, at 0, 1, 2 ...
  init(places: Int) {
    (lower, upper, isLogarithmic, hasTicks) = (-0.5, Double(places) - 0.5, false, false)
  }

  /// From 0 at the lower end to 1 at the upper.
  func position(_ value: Double) -> Double {
    ((isLogarithmic ? log10(max(value, 1e-300)) : value) - lower) / (upper - lower)
  }

  /// Round values with their labels.
  var ticks: [(value: Double, label: String)] {
    guard hasTicks else { return [] }
    guard isLogarithmic else { return ChartScale.linear(lower, upper, count: 8) }
    let decades = upper - lower
    let factors: [Double] = decades > 4 ? [1] : decades > 2.2 ? [1, 3] : [1, 2, 5]
    let stride = Int((decades / 10).rounded(.up))
    let ticks = (Int(lower.rounded(.down))...Int(upper.rounded(.up))).filter { $0 % stride == 0 }.flatMap { decade in
      factors.map { $0 * pow(10, Double(decade)) }
    }.filter { (0...1).contains(position($0)) }
    // Within a part of a decade the steps are equal.
    guard ticks.count > 2 else { return ChartScale.linear(pow(10, lower), pow(10, upper), count: 5) }
    return ticks.map { ($0, ChartTicks.logarithmicLabel($0)) }
  }

  private static func linear(_ lower: Double, _ upper: Double, count: Double) -> [(value: Double, label: String)] {
    let ticks = ChartTicks.values(from: lower, to: upper, count: count)
    return Array(zip(ticks, ChartTicks.labels(ticks)))
  }
}
