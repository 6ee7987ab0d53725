import Testing
@testable import Studies

@Suite struct SweepSummaryTests {
  @Test func ticksAreRoundAndToldApart() {
    let cases: [(Double, Double, [String])] = [
      (0, 100, ["0", "20", "40", "60", "80", "100"]), (0, 1.05, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      (0.011, 0.0199, ["0.012", "0.014", "0.016", "0.018"]), (7, 7, ["7"]),
    ]
    for (from, to, labels) in cases {
      #expect(SweepSummary.labels(SweepSummary.ticks(from: from, to: to)) == labels)
    }
  }

  @Test func spreadValuesStandOnALogarithmicAxis() {
    let spread = ChartScale([1, 240], isMeasured: false)
    #expect(spread.isLogarithmic)
    #expect(spread.ticks.map(\.label) == ["1", "3", "10", "30", "100"])
    let near = ChartScale([20, 60], isMeasured: true)
    #expect(!near.isLogarithmic)
    #expect(near.position(0) == 0)
    #expect(ChartScale(places: 4).position(0) == 0.125)
  }

  /// A table of one metric over draws of one combination each.
  private func table(_ draws: [[Double]]) -> SweepTable {
    var plan = SweepPlan(
      scenario: "s", variables: ["load"], combinations: draws.indices.map { ["load": "\($0)"] })
    plan.plots = ["end_percent"]
    plan.draws = draws[0].count
    let entries = plan.entries { _ in [] }
    var results: [Int: SweepResult] = [:]
    for (index, entry) in entries.enumerated() {
      let value =
        switch entry.role {
        case .draw(let number): draws[entry.combination][number]
        default: 50.0
        }
      results[index] = SweepResult(metrics: ["end_percent": value], failed: [], digest: "", cpuSeconds: 0)
    }
    return SweepTable(plan, entries, results)
  }

  @Test func everyRowHasItsTypicalCaseAndItsSampleSize() throws {
    let table = table([[10, 11, 12, 10, 83, 84, 85, 86], [80, 81, 82, 83, 84, 85, 86, 87]])
    let lines = SweepSummary(table: table).text.split(separator: "\n").map(String.init)
    #expect(
      Array(lines.prefix(4)) == [
        "State of charge at the end, %",
        "  load  typical  n  median  spread of the draws                                           mean",
        "  0     50.00    8  -       two groups: 50 % at 10.00 ... 12.00, 50 % at 83.00 ... 86.00  -",
        "  1     50.00    8  83.50   80.00 ... 87.00 (minimum ... maximum)                         83.50",
      ])
    let json = String(decoding: try SweepSummary(table: table).json(), as: UTF8.self)
    #expect(json.contains(#""spread" : "minimum ... maximum""#))
    #expect(json.contains(#""share" : 0.5"#))
  }
}
