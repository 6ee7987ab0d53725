import Testing

@testable import Plots

@Suite struct PlotAxisTests {
  @Test func decadesOfCurrent() {
    let axis = PlotAxis.current(least: 21.3, greatest: 12_400)
    #expect(axis.marks.map(\.label) == ["10 µA", "100 µA", "1 mA", "10 mA", "100 mA"])
    #expect(axis.minor.count == 32)
    #expect(axis.position(10) == 0 && axis.position(100_000) == 1 && abs(axis.position(1_000) - 0.5) < 1e-12)
    #expect(axis.position(0) == 0 && axis.position(1e12) == 1)
  }

  @Test(arguments: [
    (0.01, "1 ms", 11), (60.0, "5 s", 13), (3_600.0, "5 min", 13), (86_400.0, "10:00", 12), (20 * 86_400.0, "2 d", 11),
    (400 * 86_400.0, "90 d", 5),
  ])
  func timesAreRound(length: Double, second: String, count: Int) {
    let axis = PlotAxis.time(from: 0, to: length)
    #expect(axis.marks.count == count)
    #expect(axis.marks[1].label == second)
  }

  @Test func largerLabelsHaveFewerTicks() {
    let axis = PlotAxis.time(from: 0, to: 86_400, count: 8)
    #expect(
      axis.marks.map(\.label) == ["09:00", "12:00", "15:00", "18:00", "21:00", "00:00", "03:00", "06:00"])
    #expect(axis.marks[0].value == 7_200)
  }

  @Test func aWindowLaterInARunHasItsOwnTimes() {
    let axis = PlotAxis.time(from: 7_300, to: 10_900)
    #expect(axis.marks.first?.label == "125 min")
    #expect(axis.position(7_300) == 0)
  }

  @Test func aFlatLineHasAnAxisToo() {
    let axis = PlotAxis.linear(least: 3.7, greatest: 3.7, span: 0.1, count: 4, places: 2)
    #expect(axis.lower < 3.651 && axis.upper > 3.749)
    #expect(axis.marks.count >= 3)
  }
}
