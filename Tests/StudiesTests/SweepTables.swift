@testable import Studies

/// Tables of sweeps that nobody ran, for tests of what is made of them.
enum SweepTables {
  /// One metric at every combination: typical cases, `draws` draws, and the ends of the bands of `coefficients` in the first
  /// combination. `value` is the metric, `nil` where a point has none.
  static func table(
    _ axes: [(name: String, values: [String])], list: [[String: String]]? = nil, metric: String = "life_days",
    draws: Int = 0, coefficients: [String] = [], change: (inout SweepPlan) -> Void = { _ in },
    value: (_ variables: [String: String], _ role: SweepPlan.Role) -> Double?
  ) -> SweepTable {
    var plan = SweepPlan(
      scenario: "s", variables: axes.map(\.name), combinations: list ?? SweepPlan.grid(axes))
    plan.plots = [metric]
    change(&plan)
    var entries: [SweepPlan.Entry] = []
    for (index, variables) in plan.combinations.enumerated() {
      var roles: [SweepPlan.Role] = [.nominal]
      if index == 0 { roles += coefficients.flatMap { [.low($0), .high($0)] } }
      roles += (0..<draws).map { .draw($0) }
      let point = SweepPoint(scenario: "s", variables: variables)
      entries += roles.map { SweepPlan.Entry(combination: index, role: $0, point: point) }
    }
    var results: [Int: SweepResult] = [:]
    for (index, entry) in entries.enumerated() {
      guard let value = value(entry.point.variables, entry.role) else { continue }
      results[index] = SweepResult(metrics: [metric: value], failed: [], digest: "", cpuSeconds: 0)
    }
    return SweepTable(plan, entries, results)
  }

  /// Against one of its variables.
  static func chart(_ table: SweepTable, against variable: String) -> MetricChart? {
    MetricCurves(table, metric: table.plan.plots[0], variable: variable).map(MetricChart.init)
  }

  /// A draw's number from 0 to 1, evenly over `count`; `nil` for what is no draw.
  static func share(_ role: SweepPlan.Role, of count: Int) -> Double? {
    guard case .draw(let number) = role else { return nil }
    return (Double(number) + 0.5) / Double(count)
  }
}
