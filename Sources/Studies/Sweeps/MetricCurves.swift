/// A metric against a variable: the typical case and what the draws say, a curve for each combination of the other
/// variables. Values that are no numbers stand side by side in the order of the plan.
struct MetricCurves {
  /// One curve: points by the variable's value.
  struct Curve {
    /// The other variables, in words; empty where there is none.
    var label: String
    /// By the variable's value.
    var points: [Place]
  }

  /// One place of a curve.
  struct Place {
    var x: Double
    var row: SweepRow

    /// All that is shown there.
    var values: [Double] {
      let draws = row.draws.map {
        $0.clusters.isEmpty ? [$0.low, $0.high] : $0.clusters.flatMap { [$0.low, $0.high] }
      }
      return [row.typical].compactMap(\.self) + (draws ?? [])
    }
  }

  let metric: String
  /// What the chart calls the variable.
  let variable: String
  let curves: [Curve]
  /// The variable's values in the order of the plan, where they are no numbers.
  let names: [String]

  /// Against one of the plan's variables; `nil` where it has fewer than two values with results.
  init?(_ table: SweepTable, metric: String, variable: String) {
    var texts: [String] = []
    for text in table.plan.combinations.compactMap({ $0[variable] }) where !texts.contains(text) { texts.append(text) }
    let isNumeric = texts.allSatisfy { Double($0) != nil }
    var curves: [String: [Place]] = [:]
    var order: [String] = []
    for row in table.rows(metric) {
      guard let text = row.variables[variable],
        let x = isNumeric ? Double(text) : texts.firstIndex(of: text).map(Double.init)
      else { return nil }
      let others = table.plan.variables.filter { $0 != variable }
      let label = others.map { "\(table.plan.labels[$0] ?? $0): \(row.variables[$0] ?? "")" }.joined(separator: ", ")
      if curves[label] == nil { order.append(label) }
      curves[label, default: []].append(Place(x: x, row: row))
    }
    self.metric = metric
    self.variable = table.plan.labels[variable] ?? variable
    names = isNumeric ? [] : texts
    self.curves = order.map { Curve(label: $0, points: (curves[$0] ?? []).sorted { $0.x < $1.x }) }
    guard self.curves.contains(where: { Set($0.points.map(\.x)).count > 1 }) else { return nil }
  }

  /// The draws behind a point: `100 draws`, or how many from the fewest to the most; `nil` without draws.
  var drawCount: String? {
    let counts = curves.flatMap(\.points).compactMap { $0.row.draws?.count }
    guard let least = counts.min(), let most = counts.max() else { return nil }
    return least == most ? "n = \(least)" : "n = \(least) ... \(most)"
  }

  /// What the band shows; where points differ, each kind.
  var spread: String {
    var kinds: [String] = []
    for draws in curves.flatMap(\.points).compactMap(\.row.draws) where draws.clusters.isEmpty {
      if !kinds.contains(draws.spread.rawValue) { kinds.append(draws.spread.rawValue) }
    }
    return kinds.joined(separator: " or ")
  }
}
