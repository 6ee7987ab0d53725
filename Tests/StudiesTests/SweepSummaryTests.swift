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
}
