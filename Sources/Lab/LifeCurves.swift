/// Days of battery against a variable: the median over the draws and the band from the 5th to the 95th percentile, a
/// curve for each combination of the other variables.
struct LifeCurves {
  /// One curve: points by the variable's value.
  struct Curve: Hashable {
    /// The other variables, in words; empty where there is none.
    var label: String
    /// The variable's value, then the days.
    var points: [Place]
  }

  /// One place of a curve.
  struct Place: Hashable {
    var x: Double
    var low: Double
    var median: Double
    var high: Double
  }

  private static let colours: [UInt32] = [
    0x3B7DD8, 0xE07B39, 0x3C9D5D, 0xA34FB3, 0x8A6D3B, 0xD64550, 0x4F8F9D, 0x777777,
  ]

  let variable: String
  let curves: [Curve]

  /// Against one of the plan's variables; `nil` where its values are not at least two different numbers.
  init?(_ table: SweepTable, variable: String) {
    var curves: [String: [Place]] = [:]
    var order: [String] = []
    for (index, values) in table.plan.combinations.enumerated() {
      guard let x = values[variable].flatMap({ Double($0) }) else { return nil }
      let others = table.plan.variables.filter { $0 != variable }
      let label = others.map { "\($0) \(values[$0] ?? "")" }.joined(separator: ", ")
      guard let days = SweepStatistics(table.sample("life_days", combination: index)) else { continue }
      if curves[label] == nil { order.append(label) }
      curves[label, default: []].append(Place(x: x, low: days.low, median: days.median, high: days.high))
    }
    self.variable = variable
    self.curves = order.map { Curve(label: $0, points: (curves[$0] ?? []).sorted { $0.x < $1.x }) }
    guard self.curves.contains(where: { Set($0.points.map(\.x)).count > 1 }) else { return nil }
  }

  /// The chart.
  func drawing() -> PlotDrawing {
    var drawing = PlotDrawing(width: 1000, height: 640)
    let (left, right, top, bottom) = (90.0, 760.0, 60.0, 560.0)
    let places = curves.flatMap(\.points)
    let (x0, x1) = (places.map(\.x).min() ?? 0, places.map(\.x).max() ?? 1)
    let most = (places.map(\.high).max() ?? 1) * 1.05
    func at(_ x: Double, _ y: Double) -> PlotDrawing.Point {
      PlotDrawing.Point(x: left + (x - x0) / max(x1 - x0, 1e-9) * (right - left), y: bottom - y / most * (bottom - top))
    }
    drawing.text("Days of a full cell against \(variable)", left, 34, size: 18, bold: true)
    for tick in SweepSummary.ticks(from: 0, to: most) {
      drawing.line([at(x0, tick), at(x1, tick)], .init(0xDDDDDD))
      drawing.text(SweepSummary.number(tick), left - 8, at(x0, tick).y + 5, anchor: .end)
    }
    for tick in SweepSummary.ticks(from: x0, to: x1) {
      drawing.text(SweepSummary.number(tick), at(tick, 0).x, bottom + 22, anchor: .middle)
    }
    drawing.text("days", 26, (top + bottom) / 2, anchor: .middle, upright: true)
    drawing.text(variable, (left + right) / 2, bottom + 50, anchor: .middle)
    for (index, curve) in curves.enumerated() {
      let code = LifeCurves.colours[index % LifeCurves.colours.count]
      drawing.area(
        curve.points.map { at($0.x, $0.high) } + curve.points.reversed().map { at($0.x, $0.low) },
        .init(code, alpha: 50))
      drawing.line(curve.points.map { at($0.x, $0.median) }, width: 2, .init(code))
      drawing.rectangle(right + 20, top + 22 * Double(index), 14, 14, .init(code))
      drawing.text(
        curve.label.isEmpty ? "median, 5 % ... 95 %" : curve.label, right + 40, top + 12 + 22 * Double(index))
    }
    drawing.line([at(x0, 0), at(x1, 0)], .init(0x333333))
    drawing.line([at(x0, 0), at(x0, most)], .init(0x333333))
    return drawing
  }
}
