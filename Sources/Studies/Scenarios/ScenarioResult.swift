import Formats
import Foundation
import Session

/// A scenario that has run: its expectations and its report.
public struct ScenarioResult: Codable, Sendable {
  /// The scenario's name.
  public let name: String
  /// Its file.
  public let path: String
  /// Whether every expectation was met.
  public let passed: Bool
  /// The expectations, in the order of the file.
  public let expectations: [ExpectationResult]
  /// What the occurrences of its intervals took.
  public let intervals: [IntervalStatistics]
  /// The run's report.
  public let report: Report
  /// The firmware's last fault, explained.
  public let fault: String?

  /// What an outcome means for a scenario. While a baseline is being written, what compares with it is met.
  public init(_ scenario: Scenario, _ outcome: RunOutcome, isUpdating: Bool = false) {
    name = scenario.name
    path = scenario.path
    var expectations = outcome.expectations
    if isUpdating {
      for (index, expectation) in scenario.expectations.enumerated() {
        if case .averageCurrentNearBaseline = expectation.check, expectations[index].value != nil {
          expectations[index].passed = true
          expectations[index].found = expectations[index].found.split(separator: ";").first.map(String.init) ?? ""
          expectations[index].found += ", written to the baseline"
        }
      }
    }
    self.expectations = expectations
    passed = expectations.allSatisfy(\.passed)
    intervals = outcome.intervals
    report = outcome.report
    fault = outcome.fault
  }

  /// The results for people: a line for each expectation.
  public func text(isQuiet: Bool = false) -> String {
    var lines = ["\(passed ? "pass" : "FAIL")  \(name)  (\(path))"]
    for expectation in expectations where !isQuiet || !expectation.passed {
      let found = expectation.found.split(separator: "\n", omittingEmptySubsequences: false)
      let place = expectation.passed ? "" : "\(path):\(expectation.line): "
      lines.append("  \(expectation.passed ? "pass" : "FAIL")  \(place)\(expectation.text)")
      lines.append("        found \(found.first ?? "")")
      lines += found.dropFirst().map { "        \($0)" }
    }
    if !isQuiet { lines += intervals.map { "        \($0.line)" } }
    if let fault { lines += fault.split(separator: "\n").map { "  \($0)" } }
    return lines.joined(separator: "\n")
  }

  /// What has changed since a baseline, by component, the largest change first.
  public func difference(from baseline: ScenarioBaseline.Entry) -> String {
    let now = ScenarioBaseline.Entry(report)
    let names = Set(now.componentsUa.keys).union(baseline.componentsUa.keys)
    func change(_ name: String) -> Double {
      abs((now.componentsUa[name] ?? 0) - (baseline.componentsUa[name] ?? 0))
    }
    let changed = names.filter { change($0) >= 0.001 }.sorted { a, b in
      change(a) == change(b) ? a < b : change(a) > change(b)
    }
    var lines = ["  average current in uA     baseline          now       change"]
    for name in changed {
      lines.append("  " + ScenarioResult.row(name, baseline.componentsUa[name] ?? 0, now.componentsUa[name] ?? 0))
    }
    lines.append("  " + ScenarioResult.row("total", baseline.averageUa, now.averageUa))
    return lines.joined(separator: "\n")
  }

  private static func row(_ name: String, _ before: Double, _ now: Double) -> String {
    func padded(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(width - text.count, 1)) + text
    }
    let change = now - before
    let sign = change < 0 ? "" : "+"
    let share = before > 0 ? "  (\(sign)\(NumberText.decimal(100 * change / before, 1)) %)" : ""
    return name + padded(NumberText.decimal(before, 3), 34 - name.count) + padded(NumberText.decimal(now, 3), 13)
      + padded(sign + NumberText.decimal(change, 3), 13) + share
  }
}
