import PlotReading
import Plots
import Testing
@testable import Studies

@Suite struct MetricChartTests {
  private typealias Tables = SweepTables

  private func longName(_ number: Int) -> String {
    "firmware-images/tracker/variant-\(number)/with-a-very-long-folder-name/tracker-release-\(number).elf"
  }

  /// Draws from 20 to 30, or in two groups where `isSplit`.
  private func draw(_ role: SweepPlan.Role, isSplit: Bool = false) -> Double {
    guard let share = Tables.share(role, of: 20) else { return 25 }
    return isSplit ? (share < 0.3 ? 10 + share : 80 + share) : 20 + 10 * share
  }

  /// Everything that a publisher has sent back, without texts that cover each other or are cut.
  @Test(arguments: [
    "few numbers", "many numbers", "many curves", "long names", "many names", "split", "split side by side", "tiny",
    "huge", "negative", "zero", "one draw", "long words",
  ])
  func textsCanBeRead(kind: String) throws {
    let numbers = ["1", "10", "100", "1000"]
    let long = "which of the many images that were built for this comparison of release candidates runs on the band"
    let table: SweepTable
    switch kind {
    case "few numbers":
      table = Tables.table([("x", ["60", "600", "3600"])], draws: 20) { draw($1) + ($0["x"] == "60" ? 1 : 0) }
    case "many numbers": table = Tables.table([("x", (0...60).map { "\($0 * 4)" })], draws: 20) { draw($1) }
    case "many curves":
      table = Tables.table([("x", numbers), ("y", (1...24).map { "\($0 * 10)" })], metric: "average_current_ua") {
        (Double($0["x"] ?? "") ?? 0) * (Double($0["y"] ?? "") ?? 0) + 0 * draw($1)
      }
    case "long names":
      table = Tables.table(
        [("x", (1...6).map(longName))], draws: 5, change: { $0.labels = ["x": long] }, value: { draw($1) })
    case "many names": table = Tables.table([("x", (1...40).map { "variant \($0)" })], draws: 20) { draw($1) }
    case "split": table = Tables.table([("x", numbers)], draws: 20) { draw($1, isSplit: $0["x"] == "10") }
    case "split side by side":
      table = Tables.table([("x", ["off", "advertising:1s", "on"]), ("y", ["25", "12", "5"])], draws: 20) {
        draw($1, isSplit: $0["x"] != "on")
      }
    case "tiny": table = Tables.table([("x", numbers)], metric: "ua_RTC", draws: 20) { 1e-6 * draw($1) }
    case "huge":
      table = Tables.table([("x", ["0.001", "1", "1000000"])], metric: "true_steps") { v, _ in
        1e6 * (Double(v["x"] ?? "") ?? 0)
      }
    case "negative":
      table = Tables.table([("x", ["-20", "0", "25"])], metric: "band_delta", draws: 20) {
        (Double($0["x"] ?? "") ?? 0) * draw($1)
      }
    case "zero": table = Tables.table([("x", ["1", "2"])], metric: "charged_mah", draws: 20) { _, _ in 0 }
    case "one draw": table = Tables.table([("x", ["1", "2"])], draws: 1) { draw($1) }
    default:
      table = Tables.table([
        ("x", ["display on while walking", "display off while walking", "display off, at rest", "no radio"])
      ]) { draw($1) }
    }
    for variable in table.plan.variables {
      let curves = try #require(MetricCurves(table, metric: table.plan.plots[0], variable: variable))
      let texts = DrawnTexts(MetricChart(curves).drawing())
      #expect(texts.faults == [], "against \(variable)")
      // At half the width they are eight pixels high.
      #expect(texts.smallest == 17)
    }
  }

  @Test func aLonePointShowsItsRange() throws {
    // Between two points whose draws are split, one has a band of its own.
    let table = Tables.table([("x", ["1", "2", "3"])], metric: "end_percent", draws: 20) {
      $0["x"] == "2" ? Tables.share($1, of: 20).map { 84 + 5 * $0 } ?? 86 : draw($1, isSplit: true)
    }
    let drawing = try #require(Tables.chart(table, against: "x")).drawing()
    let areas = drawing.shapes.compactMap { shape in
      if case .area(let points, let colour) = shape { (points, colour) } else { nil }
    }
    let bars = areas.filter { $0.1 == .init(0x2F6FC4, alpha: 90) && $0.0[1].x - $0.0[0].x == 22 }.map(\.0)
    // The lone point, two groups, two groups. The key's rectangles are 24 wide.
    #expect(bars.count == 5)
    let diamonds = areas.filter { $0.1 == .init(0x2F6FC4) }.map(\.0)
    #expect(diamonds.count == 4 && diamonds[0][1].x - diamonds[0][3].x == 13)
    // The lone one from 84.6 % to 88.4 %, the 10th and 90th percentile, on an axis of 468 pixels; wider than its diamond.
    let lone = bars[0]
    #expect(abs(lone[2].y - lone[1].y - 468 * 0.038) < 1e-9)
    #expect(lone[0].x < diamonds[1][3].x && lone[1].x > diamonds[1][1].x)
    // With a line at either end.
    let ends = drawing.shapes.count { shape in
      if case .line(let points, 1.6, _) = shape { points.map(\.y) == [lone[0].y, lone[0].y] } else { false }
    }
    #expect(ends == 1)
  }

  @Test func noLineLeadsThroughAPointWithTwoGroups() throws {
    let table = Tables.table([("x", ["1", "2", "3", "4", "5"])], metric: "end_percent", draws: 20) {
      draw($1, isSplit: $0["x"] == "3")
    }
    let drawing = try #require(Tables.chart(table, against: "x")).drawing()
    let lines = drawing.shapes.compactMap { shape -> Int? in
      if case .line(let points, 2.5, .init(0x2F6FC4)) = shape { points.count } else { nil }
    }
    #expect(lines == [2, 2])
    let texts = DrawnTexts(drawing).strings
    #expect(texts.contains("30 %") && texts.contains("70 %"))
    #expect(texts.contains("with %: a group of draws and its share"))
  }

  @Test(arguments: [
    (0, "typical cases only, n = 0 draws"), (1, "n = 1 draw a point"), (20, "n = 20 draws a point"),
  ])
  func everyChartSaysItsSampleSize(draws: Int, text: String) throws {
    let table = Tables.table([("x", ["1", "2"])], draws: draws) { draw($1) }
    let drawing = try #require(Tables.chart(table, against: "x")).drawing()
    #expect(DrawnTexts(drawing).strings.contains(text))
  }

  @Test func aMissingTypicalCaseIsSaid() throws {
    let table = Tables.table([("x", ["1", "2"])], draws: 20) { $1 == .nominal && $0["x"] == "2" ? nil : draw($1) }
    let drawing = try #require(Tables.chart(table, against: "x")).drawing()
    #expect(DrawnTexts(drawing).strings.contains("n = 20 draws a point; no typical case at 1 of 2 points"))
  }

  @Test func labelsStandWhereSomethingWasMeasured() throws {
    func labels(_ values: [String]) throws -> [String] {
      let table = Tables.table([("x", values)], metric: "true_steps") { _, _ in 1 }
      let texts = DrawnTexts(try #require(Tables.chart(table, against: "x")).drawing()).items
      let names = try #require(texts.first { $0.text == "x" || $0.text == "x (logarithmic)" })
      return texts.filter { $0.bottom <= names.top && $0.top > names.top - 40 }.map(\.text)
    }
    #expect(try labels(["3600", "60", "600"]) == ["60", "600", "3600"])
    #expect(try labels(["1h", "1m", "10m", "30s"]) == ["30s", "1m", "10m", "1h"])
    // Names keep the plan's order; where numbers have no room, or are many, round ones stand there.
    #expect(try labels(["on", "off", "a"]) == ["on", "off", "a"])
    #expect(try labels(["10", "11", "200"]) == ["50", "100", "150", "200"])
    #expect(try labels((0...10).map { "\($0)" }) == ["0", "2", "4", "6", "8", "10"])
  }

  @Test func variablesThatChangeTogetherHaveAChart() throws {
    let list = [["board": "miband2", "image": "band"], ["board": "tracker", "image": "tracker"]]
    let table = Tables.table([("board", []), ("image", [])], list: list) { draw($1) }
    let curves = try #require(MetricCurves(table, metric: "life_days", variable: "board"))
    #expect(curves.names == ["miband2", "tracker"] && curves.others == "image")
    #expect(curves.curves.map(\.label) == ["band", "tracker"])
    // Each alone over its name stands in the middle of it.
    let drawing = MetricChart(curves).drawing()
    let inks = [PlotDrawing.Colour(0x2F6FC4), PlotDrawing.Colour(0xD9702B)]
    let diamonds = drawing.shapes.compactMap { shape -> Double? in
      guard case .area(let points, let ink) = shape, inks.contains(ink), points[1].y == points[3].y else { return nil }
      return points[0].x
    }
    // On a plot from 96 to 976.
    #expect(diamonds == [316, 756])
  }

  @Test func colourTellsCurvesApart() {
    for count in 1...MetricCurves.limit {
      #expect(Set((0..<count).map { ChartColours.code($0, of: count) }).count == count)
    }
  }

  @Test func whatCannotBeToldApartHasNoChartAndIsNoted() {
    let values = (1...25).map { "\($0)" }
    let table = Tables.table([("x", values), ("y", ["1", "2"]), ("z", ["1"])]) { draw($1) }
    let charts = SweepCharts(table)
    #expect(charts.charts.map(\.name) == ["life_days-x"])
    #expect(
      charts.notes == [
        "no chart of life_days against y: nobody could tell 25 curves apart; 24 at most"
      ])
  }

  @Test func anAxisThatCannotBeLogarithmicIsNoted() throws {
    func note(_ least: Double) throws -> String? {
      let table = Tables.table([("x", ["1", "2"])], change: { $0.axes = ["life_days": .log] }) { v, _ in
        v["x"] == "1" ? least : 50
      }
      return try #require(Tables.chart(table, against: "x")).note
    }
    #expect(try note(40) == nil)
    #expect(try note(0) == "axes: life_days: some of its values are not above zero, so its axis is linear")
  }

  @Test(
    arguments: [
      ("average_current_ua", 0.0, "Average current, µA", 1.0), ("average_current_ua", 999, "Average current, µA", 1),
      ("average_current_ua", 1_000, "Average current, mA", 1_000), ("ua_OLED", 2e6, "OLED, A", 1e6),
      ("ua_OLED", 0.09, "OLED, nA", 1e-3), ("ua_OLED", 9e-5, "OLED, pA", 1e-6),
      ("life_days", 48, "Days of a full cell", 1), ("life_days", 0.4, "Hours of a full cell", 1 / 24.0),
      ("alive_hours", 168, "Days in which the band worked", 24), ("died_hours", 30, "Hours until the band died", 1),
      ("end_percent", 99, "State of charge at the end, %", 1),
    ] as [(String, Double, String, Double)])
  func unitsAreThoseThatReadersExpect(metric: String, greatest: Double, title: String, unit: Double) {
    let quantity = MetricQuantity(metric, greatest: greatest)
    #expect(quantity.title == title)
    #expect(quantity.unit == unit)
  }
}
