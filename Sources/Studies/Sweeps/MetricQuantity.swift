/// A metric as readers expect it: its name, a unit in which its values are neither tiny nor huge, and how many of the
/// metric's own are one of that.
struct MetricQuantity {
  /// Such as `Average current`.
  let name: String
  /// Such as `mA`; empty where the name says it.
  private let symbol: String
  /// What values are divided by.
  let unit: Double
  /// Whether a value of zero is none of it.
  let hasZero: Bool

  /// Such as `Average current, mA`.
  var title: String { symbol.isEmpty ? name : "\(name), \(symbol)" }

  /// Units of a current in microamperes, each from its first value on.
  private static let currents: [(from: Double, symbol: String, unit: Double)] = [
    (1e6, "A", 1e6), (1e3, "mA", 1e3), (0.1, "µA", 1), (1e-4, "nA", 1e-3), (0, "pA", 1e-6),
  ]

  /// Of a metric whose values are at most so great: currents from picoamperes to amperes, times in hours or days.
  init(_ metric: String, greatest: Double) {
    hasZero = metric != "end_mv"
    let title = SweepSummary.title(metric)
    let parts = title.split(separator: ", ")
    switch metric {
    case "life_days" where greatest > 0 && greatest < 2:
      (name, symbol, unit) = ("Hours of a full cell", "", 1 / 24.0)
    case "alive_hours" where greatest >= 96:
      (name, symbol, unit) = ("Days in which the band worked", "", 24)
    case "died_hours" where greatest >= 96:
      (name, symbol, unit) = ("Days until the band died", "", 24)
    case _ where metric == "average_current_ua" || metric.hasPrefix("ua_"):
      // Nothing flows in the unit that people know.
      let current = Self.currents.first { greatest >= $0.from && greatest != 0 } ?? (0, "µA", 1)
      (name, symbol, unit) = (String(parts[0]), current.symbol, current.unit)
    case _ where parts.count == 2: (name, symbol, unit) = (String(parts[0]), String(parts[1]), 1)
    default: (name, symbol, unit) = (title, "", 1)
    }
  }
}
