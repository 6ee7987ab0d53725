import PlotReading
import Plots
import Testing
@testable import Studies

@Suite struct TornadoChartTests {
  /// The metric with each coefficient at either end; 60 typically.
  private func chart(_ ends: [(name: String, low: Double?, high: Double?)], variables: [String] = []) throws
    -> TornadoChart
  {
    let table = SweepTables.table(
      variables.map { ($0, ["60"]) }, metric: "average_current_ua", coefficients: ends.map(\.name),
      change: { $0.labels = ["touches": "touches a day"] }
    ) { _, role in
      switch role {
      case .low(let name): ends.first { $0.name == name }?.low
      case .high(let name): ends.first { $0.name == name }?.high
      default: 60
      }
    }
    return try #require(TornadoChart(table, metric: "average_current_ua"))
  }

  private static let colours = [PlotDrawing.Colour(0x2F6FC4), PlotDrawing.Colour(0xD9702B)]

  /// Left, top, right and bottom of the low end's and the high end's bar of each coefficient; the key's squares are left out.
  private func bars(_ drawing: PlotDrawing) -> [[Double]] {
    let bars = drawing.shapes.compactMap { shape -> [Double]? in
      guard case .area(let points, let colour) = shape, Self.colours.contains(colour) else { return nil }
      return [points[0].x, points[0].y, points[2].x, points[2].y]
    }
    return bars.dropLast(2)
  }

  @Test func theLongestIsFirst() throws {
    let chart = try chart([("a", 59, 61), ("b", 70, 50), ("c", 60, 60), ("d", 20, 61)])
    #expect(chart.bars.map(\.name) == ["d", "b", "a", "c"])
    #expect(chart.bars.map(\.span) == [41, 20, 2, 0])
  }

  @Test func endsOnTheSameSideDoNotHideEachOther() throws {
    let chart = try chart([("a", 65, 90)])
    let bars = bars(chart.drawing())
    #expect(bars.count == 2 && bars[0][0] == bars[1][0])
    #expect(bars[0][3] == bars[1][1] && bars[0][2] < bars[1][2])
    // On either side each has the whole height.
    let wide = try self.bars(self.chart([("a", 50, 90)]).drawing())
    #expect(wide[0][1] == wide[1][1] && wide[0][3] - wide[0][1] == 24)
    #expect(wide[0][2] == wide[1][0])
  }

  /// A coefficient at whose end the band stopped matters most; it was left out once.
  @Test func anEndWithoutAValueIsSaid() throws {
    let chart = try chart([("a", 10, 90), ("b", 65, nil), ("c", nil, nil)])
    #expect(chart.bars.map(\.name) == ["b", "a"])
    let drawing = chart.drawing()
    let texts = DrawnTexts(drawing).strings
    #expect(texts.contains("b, high: none") && texts.contains("none: that run has no value, as where the band stopped"))
    #expect(bars(drawing).count == 3)
  }

  @Test func whatIsShownIsSaid() throws {
    let names = (1...20).map { "coefficient \($0).state" }
    let chart = try chart(
      names.enumerated().map { ($1, 60 - Double($0 + 1), 60 + Double($0 + 1)) }, variables: ["touches"])
    let texts = DrawnTexts(chart.drawing()).strings
    for text in [
      "touches a day: 60", "the 16 that matter most of 20", "typical: 60.00", "Average current, µA",
      "Average current: what decides",
      "one coefficient, or group, at a time at the low and the high end of its band, n = 1 run for each end",
    ] {
      #expect(texts.contains(text), "\(text)")
    }
    #expect(texts.contains("coefficient 20.state") && !texts.contains("coefficient 4.state"))
  }

  @Test(arguments: ["short", "long", "flat", "narrow", "one-sided", "none"])
  func textsCanBeRead(kind: String) throws {
    let long = "a group of coefficients with quite a long name indeed, far longer than what is left of the picture"
    let chart =
      switch kind {
      case "short": try chart([("a", 10, 90)])
      case "long": try chart((1...44).map { ("\(long) \($0)", 10, 60 + Double($0)) }, variables: ["touches", long])
      case "flat": try chart([("OLED.on", 60, 60), ("motor.off", 60, 60)])
      case "narrow": try chart([("OLED.on", 60.00001, 60)])
      case "one-sided": try chart([("OLED.on", 60, 900_000), ("motor.off", 70, 61)])
      default: try chart([("OLED.on", nil, 61), ("motor.off", 20, nil), ("AS7000.idle", nil, 20)])
      }
    let texts = DrawnTexts(chart.drawing())
    #expect(texts.faults == [])
    #expect(texts.smallest == 17)
  }
}
