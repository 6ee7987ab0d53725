import Formats
import Foundation

/// Round values at an axis, and how they are written there.
enum ChartTicks {
  /// A step of 1, 2 or 5 times a power of ten, so that a range has at most about `count` of them; 1 where it has no length.
  static func step(_ range: Double, count: Double = 8) -> Double {
    guard range > 0 else { return 1 }
    let scale = pow(10, log10(range / count).rounded(.down))
    return ([1, 2, 5].first { $0 * scale * count >= range * 0.999 } ?? 10) * scale
  }

  /// Round numbers within a range.
  static func values(from least: Double, to most: Double, count: Double = 8) -> [Double] {
    guard most > least else { return [least] }
    let step = step(most - least, count: count)
    let first = (least / step - 1e-6).rounded(.up)
    return stride(from: first, through: most / step + 1e-6, by: 1).map { $0 * step }
  }

  /// Ticks in equal steps, with as many decimals as tell them apart.
  static func labels(_ ticks: [Double]) -> [String] {
    let step = ticks.count > 1 ? abs(ticks[1] - ticks[0]) : abs(ticks.first ?? 0)
    guard step > 0 else { return ticks.map { NumberText.decimal($0, 0) } }
    let places = max(Int(-log10(step * 1.001).rounded(.down)), 0)
    return ticks.map { places > 6 ? NumberText.significant($0) : NumberText.decimal($0, places) }
  }

  /// A tick of a logarithmic axis, one digit and its power: `0.02`, `300`, and from five zeros on `1e-5`, `3e6`.
  static func logarithmicLabel(_ value: Double) -> String {
    let power = Int(log10(value * 1.001).rounded(.down))
    guard (-4..<6).contains(power) else { return "\(NumberText.decimal(value / pow(10, Double(power)), 0))e\(power)" }
    return NumberText.decimal(value, max(-power, 0))
  }
}
