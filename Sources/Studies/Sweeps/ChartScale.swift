import Formats
import Foundation

/// An axis of a chart: where values lie, and which of them have a label.
struct ChartScale {
  private let lower: Double
  private let upper: Double
  let isLogarithmic: Bool
  private let hasTicks: Bool

  /// Around these values. They are spread where the greatest is more than thirty times the least, and then stand on a
  /// logarithmic axis; else a measured one begins at zero.
  init(_ values: [Double], isMeasured: Bool) {
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 1)
    isLogarithmic = least > 0 && greatest > 30 * least
    hasTicks = true
    if isLogarithmic {
      (lower, upper) = (log10(least) - 0.04, log10(greatest) + 0.04)
    } else if isMeasured {
      (lower, upper) = (min(least * 1.05, 0), max(greatest * 1.05, 1e-9))
    } else {
      let margin = max((greatest - least) * 0.03, 1e-9)
      (lower, upper) = (least - margin, greatest + margin)
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
    guard isLogarithmic else {
      let ticks = SweepSummary.ticks(from: lower, to: upper)
      return Array(zip(ticks, SweepSummary.labels(ticks)))
    }
    let decades = upper - lower
    let factors: [Double] = decades > 4 ? [1] : decades > 2.2 ? [1, 3] : [1, 2, 5]
    return (Int(lower.rounded(.down))...Int(upper.rounded(.up))).flatMap { decade in
      factors.map { $0 * pow(10, Double(decade)) }
    }.filter { (0...1).contains(position($0)) }.map { ($0, ChartScale.label($0)) }
  }

  private static func label(_ value: Double) -> String {
    NumberText.decimal(value, value >= 0.999 ? 0 : value >= 0.0999 ? 1 : value >= 0.00999 ? 2 : 4)
  }
}
