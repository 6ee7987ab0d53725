/// A sweep's results as a table: one line a point, in the order of the plan.
struct SweepTable {
  let plan: SweepPlan
  let entries: [SweepPlan.Entry]
  let results: [Int: SweepResult]
  /// The metrics that any point has, by name.
  let metrics: [String]

  init(_ plan: SweepPlan, _ entries: [SweepPlan.Entry], _ results: [Int: SweepResult]) {
    self.plan = plan
    self.entries = entries
    self.results = results
    metrics = Set(results.values.flatMap(\.metrics.keys)).sorted()
  }

  /// RFC 4180: a header, then the point's number, its variables, its role, its metrics, and the failed expectations.
  var csv: String {
    var lines = [(["point"] + plan.variables + ["role", "coefficient"] + metrics + ["failed", "digest"])]
    for (index, entry) in entries.enumerated() {
      guard let result = results[index] else { continue }
      lines.append(
        ["\(index)"] + plan.variables.map { entry.point.variables[$0] ?? "" } + SweepTable.columns(entry.role)
          + metrics.map { result.metrics[$0].map { "\($0)" } ?? "" }
          + [result.failed.joined(separator: "; "), result.digest])
    }
    return lines.map { $0.map(SweepTable.field).joined(separator: ",") + "\n" }.joined()
  }

  /// The metric's values over a combination's draws, where it has a value.
  func sample(_ metric: String, combination: Int) -> [Double] {
    entries.enumerated().compactMap { index, entry in
      guard case .draw = entry.role, entry.combination == combination else { return nil }
      return results[index]?.metrics[metric]
    }
  }

  /// The combinations in the order of the plan, those without any result left out.
  func rows(_ metric: String) -> [SweepRow] {
    plan.combinations.enumerated().compactMap { index, variables in
      SweepRow(
        variables, typical: value(metric, combination: index, role: .nominal),
        draws: SweepStatistics(sample(metric, combination: index)))
    }
  }

  /// The metric at a role of a combination.
  func value(_ metric: String, combination: Int, role: SweepPlan.Role) -> Double? {
    entries.firstIndex { $0.combination == combination && $0.role == role }.flatMap { results[$0]?.metrics[metric] }
  }

  private static func columns(_ role: SweepPlan.Role) -> [String] {
    switch role {
    case .nominal: ["nominal", ""]
    case .low(let name): ["low", name]
    case .high(let name): ["high", name]
    case .draw(let number): ["draw \(number)", ""]
    }
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
