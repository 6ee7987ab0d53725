import Testing
@testable import Studies

@Suite struct SweepSummaryTests {
  /// A table of one metric over draws of one combination each.
  private func table(_ draws: [[Double]], metric: String = "end_percent", typical: Double = 50) -> SweepTable {
    SweepTables.table(
      [("load", draws.indices.map { "\($0)" })], metric: metric, draws: draws[0].count
    ) { variables, role in
      guard case .draw(let number) = role, let row = Int(variables["load"] ?? "") else { return typical }
      return draws[row][number]
    }
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

  /// `0.0000` said nothing.
  @Test func smallValuesKeepTheirDigits() {
    let draws = (0..<20).map { 2e-5 + 1e-6 * Double($0) }
    let lines = SweepSummary(table: table([draws], metric: "ua_DA14681 GPADC", typical: 1.04e-7)).text.split(
      separator: "\n")
    #expect(
      lines[2]
        == "  0     1.040e-7  20  2.950e-5  2.190e-5 ... 3.710e-5 (10 % ... 90 %)  2.950e-5  2.668e-5 ... 3.232e-5"
    )
    #expect(
      SweepSummary(table: table([[0, 0]], typical: 0)).text.contains(
        "\n  0     0        2  0       0 ... 0 (minimum ... maximum)  0\n"))
  }

  @Test func theCoefficientsOfTheFirstCombinationAreNamedWithIt() {
    let names = (1...18).map { "C\($0).on" }
    let table = SweepTables.table([("load", ["7", "8"])], coefficients: names) { _, role in
      switch role {
      case .low(let name): name == "C18.on" ? nil : 40 - Double(names.firstIndex(of: name) ?? 0)
      case .high: 41.5
      default: 40
      }
    }
    let text = SweepSummary(table: table).text
    #expect(
      text.contains(
        "at the ends of its band (typical: 40.00; load: 7)\n  C18.on                       none ... 41.50\n"))
    #expect(text.contains("\n  C17.on                       24.00 ... 41.50\n"))
    #expect(text.contains("\n  and 2 more that matter less: points.csv\n"))
  }
}
