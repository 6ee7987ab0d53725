/// A metric as readers expect it: its title with a unit, and how many of the metric's own are one of that.
struct MetricQuantity {
  /// Such as `Average current, mA`.
  let title: String
  /// What values are divided by.
  let unit: Double

  /// Currents are in microamperes up to a thousand of them, then in milliamperes.
  init(_ metric: String, greatest: Double) {
    let name = SweepSummary.title(metric)
    guard metric == "average_current_ua" || metric.hasPrefix("ua_") else {
      (title, unit) = (name, 1)
      return
    }
    let isLarge = greatest >= 1_000
    title = String(name.prefix { $0 != "," }) + (isLarge ? ", mA" : ", µA")
    unit = isLarge ? 1_000 : 1
  }
}
