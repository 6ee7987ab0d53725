import Formats
import Foundation

/// Where the ticks of an axis stand and what they say.
package struct PlotAxis {
  /// One tick.
  package struct Mark: Equatable {
    package var value: Double
    package var label: String
  }

  /// The least value shown.
  package let lower: Double
  /// The greatest value shown.
  let upper: Double
  let isLogarithmic: Bool
  /// With a label.
  package let marks: [Mark]
  /// Without one.
  package let minor: [Double]
  /// Whether its labels are times of day.
  package private(set) var isOfDay = false

  /// Where a value lies, from 0 at the lower end to 1 at the upper; clamped to that.
  package func position(_ value: Double) -> Double {
    let part =
      isLogarithmic
      ? (log10(max(value, lower)) - log10(lower)) / (log10(upper) - log10(lower)) : (value - lower) / (upper - lower)
    return min(max(part, 0), 1)
  }

  private init(lower: Double, upper: Double, isLogarithmic: Bool, marks: [Mark], minor: [Double]) {
    self.lower = lower
    self.upper = upper
    self.isLogarithmic = isLogarithmic
    self.marks = marks
    self.minor = minor
  }

  /// Decades of a current in microamperes, from the one that holds `least` to the one that holds `greatest`; at least
  /// one and at most nine.
  package static func current(least: Double, greatest: Double) -> PlotAxis {
    let top = Int(log10(max(greatest, 1e-3)).rounded(.up))
    let bottom = max(min(Int(log10(max(least, 1e-3)).rounded(.down)), top - 1), top - 9)
    func power(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
    return PlotAxis(
      lower: power(bottom), upper: power(top), isLogarithmic: true,
      marks: (bottom...top).map { Mark(value: power($0), label: currentLabel($0)) },
      minor: (bottom..<top).flatMap { decade in (2...9).map { Double($0) * power(decade) } })
  }

  private static func currentLabel(_ exponent: Int) -> String {
    let (unit, base) = exponent >= 6 ? ("A", 6) : exponent >= 3 ? ("mA", 3) : exponent >= 0 ? ("µA", 0) : ("nA", -3)
    return "1" + String(repeating: "0", count: max(exponent - base, 0)) + " " + unit
  }

  /// A linear axis around `least` ... `greatest` with about `count` round ticks, at least `span` long.
  package static func linear(least: Double, greatest: Double, span: Double, count: Int, places: Int) -> PlotAxis {
    let middle = (least + greatest) / 2
    let (low, high) =
      greatest - least < span ? (middle - span / 2, middle + span / 2) : (least, greatest)
    let raw = (high - low) / Double(count)
    let scale = pow(10, log10(raw).rounded(.down))
    let step = ([1, 2, 5, 10].first { $0 * scale >= raw * 0.999 } ?? 10) * scale
    let first = (low / step).rounded(.down)
    let last = max((high / step).rounded(.up), first + 1)
    let marks = stride(from: first, through: last, by: 1).map {
      Mark(value: $0 * step, label: NumberText.decimal($0 * step, places))
    }
    return PlotAxis(lower: first * step, upper: last * step, isLogarithmic: false, marks: marks, minor: [])
  }

  private static let steps: [(seconds: Double, unit: Double, name: String)] = [
    (1e-3, 1e-3, "ms"), (2e-3, 1e-3, "ms"), (5e-3, 1e-3, "ms"), (1e-2, 1e-3, "ms"), (2e-2, 1e-3, "ms"),
    (5e-2, 1e-3, "ms"), (0.1, 1e-3, "ms"), (0.2, 1e-3, "ms"), (0.5, 1e-3, "ms"), (1, 1, "s"), (2, 1, "s"), (5, 1, "s"),
    (10, 1, "s"), (20, 1, "s"), (30, 1, "s"), (60, 60, "min"), (120, 60, "min"), (300, 60, "min"), (600, 60, "min"),
    (900, 60, "min"), (1_800, 60, "min"), (3_600, 3_600, "h"), (7_200, 3_600, "h"), (10_800, 3_600, "h"),
    (14_400, 3_600, "h"), (21_600, 3_600, "h"), (43_200, 3_600, "h"), (86_400, 86_400, "d"), (172_800, 86_400, "d"),
    (432_000, 86_400, "d"), (604_800, 86_400, "d"), (1_209_600, 86_400, "d"), (2_592_000, 86_400, "d"),
    (7_776_000, 86_400, "d"), (31_536_000, 86_400, "d"),
  ]

  /// Seconds from `lower` to `upper`, with ticks at round times, at most `count` steps of them. From hours up to three days they
  /// are times of day, where second 0 is 07:00, as clocks show it at power-on.
  package static func time(from lower: Double, to upper: Double, count: Double = 12) -> PlotAxis {
    let (low, high) = (lower, max(upper, lower + 1e-3))
    let step = steps.first { (high - low) / $0.seconds <= count } ?? steps[steps.count - 1]
    let isOfDay = (3_600...21_600).contains(step.seconds)
    var marks: [Mark] = []
    // Times of day are round by the clock.
    let shift = isOfDay ? 7 * 3_600.0 : 0
    var number = ((low + shift) / step.seconds - 1e-9).rounded(.up)
    while number * step.seconds - shift <= high * (1 + 1e-12), marks.count < 64 {
      let value = number * step.seconds
      let label = isOfDay ? clock(value) : "\(NumberText.decimal(value / step.unit, 0)) \(step.name)"
      marks.append(Mark(value: value - shift, label: label))
      number += 1
    }
    var axis = PlotAxis(lower: low, upper: high, isLogarithmic: false, marks: marks, minor: [])
    axis.isOfDay = isOfDay
    return axis
  }

  /// Seconds since a midnight as `07:00`.
  private static func clock(_ seconds: Double) -> String {
    let hour = Int(seconds / 3_600) % 24
    return (hour < 10 ? "0" : "") + "\(hour):00"
  }
}
