import Machine

/// A metric against a variable: the typical case and what the draws say, a curve for each combination of the other
/// variables. Values that are neither numbers nor lengths of time stand side by side in the order of the plan.
struct MetricCurves {
  /// One curve: points by the variable's value.
  struct Curve {
    /// The other variables' values; empty where there is none.
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

    /// Whether its draws fall into two groups.
    var isSplit: Bool { row.draws?.clusters.isEmpty == false }
  }

  /// More curves than this cannot be told apart.
  static let limit = 24

  let metric: String
  /// What the chart calls the variable.
  let variable: String
  /// What it calls the others, of which each curve has values.
  let others: String
  let curves: [Curve]
  /// The variable's values in the order of the plan, where they are no numbers.
  let names: [String]
  /// Where something was measured, and the value there as the plan writes it; by place.
  let measured: [(x: Double, text: String)]
  /// Whether the variable is a length of time, at so many seconds.
  let isLength: Bool
  /// The axes as the plan chooses them.
  let axes: (variable: SweepPlan.Axis?, metric: SweepPlan.Axis?)

  /// Against one of the plan's variables; `nil` where fewer than two of its values have results.
  init?(_ table: SweepTable, metric: String, variable: String) {
    let plan = table.plan
    var texts: [String] = []
    for text in plan.combinations.compactMap({ $0[variable] }) where !texts.contains(text) { texts.append(text) }
    let scale = SweepPlan.numbers(texts)
    let others = plan.variables.filter { $0 != variable }
    var curves: [String: [Place]] = [:]
    var order: [String] = []
    var measured: [Double: String] = [:]
    for row in table.rows(metric) {
      guard let text = row.variables[variable], let index = texts.firstIndex(of: text) else { return nil }
      let x = scale?[index] ?? Double(index)
      let label = others.map { row.variables[$0] ?? "" }.joined(separator: ", ")
      if curves[label] == nil { order.append(label) }
      curves[label, default: []].append(Place(x: x, row: row))
      measured[x] = text
    }
    guard measured.count > 1 else { return nil }
    self.metric = metric
    self.variable = plan.labels[variable] ?? variable
    self.others = others.map { plan.labels[$0] ?? $0 }.joined(separator: ", ")
    names = scale == nil ? texts : []
    isLength = scale != nil && Double(texts[0]) == nil
    axes = (plan.axes[variable], plan.axes[metric])
    self.measured = measured.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    self.curves = order.map { Curve(label: $0, points: (curves[$0] ?? []).sorted { $0.x < $1.x }) }
  }

  /// All points of all curves.
  var points: [Place] { curves.flatMap(\.points) }

  /// The draws behind a point, `n = 20 draws a point`, or from the fewest to the most; and where a typical case is missing.
  var count: String {
    let counts = points.map { $0.row.draws?.count ?? 0 }
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    let draws =
      most == 0
      ? "typical cases only, n = 0 draws"
      : "n = \(least == most ? "" : "\(least) ... ")\(most) \(most == 1 ? "draw" : "draws") a point"
    let missing = points.count { $0.row.typical == nil }
    return draws + (missing > 0 ? "; no typical case at \(missing) of \(points.count) points" : "")
  }

  /// What the band shows; where points differ, each kind.
  var spread: String {
    var kinds: [String] = []
    for draws in points.compactMap(\.row.draws) where draws.clusters.isEmpty {
      if !kinds.contains(draws.spread.rawValue) { kinds.append(draws.spread.rawValue) }
    }
    return kinds.joined(separator: " or ")
  }
}
