import Testing
@testable import Studies

@Suite struct ChartScaleTests {
  @Test(arguments: [
    (0.0, 100.0, ["0", "20", "40", "60", "80", "100"]), (0, 1.05, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0.011, 0.0199, ["0.012", "0.014", "0.016", "0.018"]), (7, 7, ["7"]), (-23, 28, ["-20", "-10", "0", "10", "20"]),
    (0, 4e-8, ["0", "5.000e-9", "1.000e-8", "1.500e-8", "2.000e-8", "2.500e-8", "3.000e-8", "3.500e-8", "4.000e-8"]),
  ])
  func ticksAreRoundAndToldApart(from: Double, to: Double, labels: [String]) {
    #expect(ChartTicks.labels(ChartTicks.values(from: from, to: to)) == labels)
  }

  @Test func spreadValuesStandOnALogarithmicAxis() {
    let spread = ChartScale([1, 240], of: .variable)
    #expect(spread.isLogarithmic)
    #expect(spread.ticks.map(\.label) == ["1", "3", "10", "30", "100", "300"])
    let wide = ChartScale([1e-9, 1e6], of: .amount)
    #expect(wide.ticks.map(\.label) == ["1e-8", "1e-6", "0.0001", "0.01", "1", "100", "10000", "1e6"])
    #expect(!ChartScale([20, 60], of: .amount).isLogarithmic)
  }

  @Test func aPlanChoosesAnAxis() {
    let forced = ChartScale([20, 60], of: .amount, chosen: .log)
    #expect(forced.isLogarithmic && forced.ticks.map(\.label) == ["20", "30", "40", "50", "60"])
    // The geometric mean stands in the middle.
    #expect(abs(forced.position(1_200.squareRoot()) - 0.5) < 1e-12)
    let linear = ChartScale([1, 240], of: .variable, chosen: .linear)
    #expect(!linear.isLogarithmic && linear.ticks.map(\.label) == ["0", "50", "100", "150", "200", "250"])
    // What is not above zero has no place on a logarithmic axis, whoever chooses it.
    for values in [[0.0, 60], [-20, 25]] {
      let scale = ChartScale(values, of: .amount, chosen: .log)
      #expect(!scale.isLogarithmic && (0...1).contains(scale.position(values[0])))
    }
  }

  @Test func amountsBeginAtZeroAndEndAtATick() {
    let amount = ChartScale([48, 61.4], of: .amount)
    #expect(amount.position(0) == 0 && amount.position(70) == 1)
    let below = ChartScale([-23, 28], of: .amount)
    #expect(below.position(-30) == 0 && below.position(30) == 1)
    // A cell's voltage says nothing from zero.
    let level = ChartScale([4016.4, 4027.5], of: .level)
    #expect(level.position(4016) == 0 && level.position(4028) == 1)
    let nothing = ChartScale([0, 0], of: .amount)
    #expect(nothing.position(0) == 0 && nothing.ticks.last?.label == "1.0")
    #expect(ChartScale(places: 4).position(0) == 0.125)
  }
}
