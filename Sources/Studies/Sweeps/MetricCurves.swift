import Formats

/// A metric against a variable: the median over the draws and the band from the 5th to the 95th percentile, a curve for
/// each combination of the other variables. Values that are no numbers stand side by side in the order of the plan.
struct MetricCurves {
  /// One curve: points by the variable's value.
  struct Curve: Hashable {
    /// The other variables, in words; empty where there is none.
    var label: String
    /// By the variable's value.
    var points: [Place]
  }

  /// One place of a curve.
  package struct Place: Hashable {
    package var x: Double
    package var low: Double
    var median: Double
    package var high: Double
  }

  private static let colours: [UInt32] = [
    0x3B7DD8, 0xE07B39, 0x3C9D5D, 0xA34FB3, 0x8A6D3B, 0xD64550, 0x4F8F9D, 0x777777,
  ]

  let metric: String
  /// What the chart calls the variable.
  let variable: String
  let curves: [Curve]
  /// The variable's values in the order of the plan, where they are no numbers.
  let names: [String]

  /// Against one of the plan's variables; `nil` where it has fewer than two values with results.
  init?(_ table: SweepTable, metric: String, variable: String) {
    var texts: [String] = []
    for text in table.plan.combinations.compactMap({ $0[variable] }) where !texts.contains(text) { texts.append(text) }
    let isNumeric = texts.allSatisfy { Double($0) != nil }
    var curves: [String: [Place]] = [:]
    var order: [String] = []
    for (index, values) in table.plan.combinations.enumerated() {
      guard let text = values[variable],
        let x = isNumeric ? Double(text) : texts.firstIndex(of: text).map(Double.init)
      else { return nil }
      let others = table.plan.variables.filter { $0 != variable }
      let label = others.map { "\($0) \(values[$0] ?? "")" }.joined(separator: ", ")
      guard let sample = SweepStatistics(table.sample(metric, combination: index)) else { continue }
      if curves[label] == nil { order.append(label) }
      curves[label, default: []].append(Place(x: x, low: sample.low, median: sample.median, high: sample.high))
    }
    self.metric = metric
    self.variable = table.plan.labels[variable] ?? variable
    names = isNumeric ? [] : texts
    self.curves = order.map { Curve(label: $0, points: (curves[$0] ?? []).sorted { $0.x < $1.x }) }
    guard self.curves.contains(where: { Set($0.points.map(\.x)).count > 1 }) else { return nil }
  }

  /// The chart.
  func drawing() -> PlotDrawing {
    var drawing = PlotDrawing(width: 1000, height: 640)
    drawing.text("\(SweepSummary.title(metric)) against \(variable)", frame.left, 34, size: 18, bold: true)
    drawAxes(&drawing)
    for (index, curve) in curves.enumerated() { draw(curve, index, &drawing) }
    let (origin, most) = (at(range.lowerBound, 0), at(range.lowerBound, top))
    drawing.line([origin, at(range.upperBound, 0)], .init(0x333333))
    drawing.line([origin, most], .init(0x333333))
    return drawing
  }

  private var frame: (left: Double, right: Double, top: Double, bottom: Double) { (90, 760, 60, 560) }

  /// The variable's values; between names half a place at each end.
  private var range: ClosedRange<Double> {
    let values = curves.flatMap(\.points).map(\.x)
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    return names.isEmpty ? least...most : least - 0.5...most + 0.5
  }

  /// The metric's highest value and a margin; axes begin at zero.
  private var top: Double { max((curves.flatMap(\.points).map(\.high).max() ?? 1) * 1.05, 1e-9) }

  private func at(_ x: Double, _ y: Double) -> PlotDrawing.Point {
    let share = (x - range.lowerBound) / max(range.upperBound - range.lowerBound, 1e-9)
    return PlotDrawing.Point(
      x: frame.left + share * (frame.right - frame.left), y: frame.bottom - y / top * (frame.bottom - frame.top))
  }

  private func drawAxes(_ drawing: inout PlotDrawing) {
    let ticks = SweepSummary.ticks(from: 0, to: top)
    for (tick, label) in zip(ticks, SweepSummary.labels(ticks)) {
      drawing.line([at(range.lowerBound, tick), at(range.upperBound, tick)], .init(0xDDDDDD))
      drawing.text(label, frame.left - 8, at(0, tick).y + 5, anchor: .end)
    }
    let values = names.isEmpty ? SweepSummary.ticks(from: range.lowerBound, to: range.upperBound) : []
    for (value, label) in zip(values, SweepSummary.labels(values)) {
      drawing.text(label, at(value, 0).x, frame.bottom + 22, anchor: .middle)
    }
    for (index, name) in names.enumerated() {
      drawing.text(name, at(Double(index), 0).x, frame.bottom + 22, anchor: .middle)
    }
    let middle = (frame.top + frame.bottom) / 2
    drawing.text(SweepSummary.title(metric), 26, middle, anchor: .middle, upright: true)
    drawing.text(variable, (frame.left + frame.right) / 2, frame.bottom + 50, anchor: .middle)
  }

  private func draw(_ curve: Curve, _ index: Int, _ drawing: inout PlotDrawing) {
    let code = MetricCurves.colours[index % MetricCurves.colours.count]
    if names.isEmpty {
      let upper = curve.points.map { at($0.x, $0.high) }
      drawing.area(upper + curve.points.reversed().map { at($0.x, $0.low) }, .init(code, alpha: 50))
      drawing.line(curve.points.map { at($0.x, $0.median) }, width: 2, .init(code))
    } else {
      // A bar each, those of several curves beside each other.
      let width = 0.7 / Double(curves.count)
      for place in curve.points {
        let x = place.x - 0.35 + width * Double(index)
        let (corner, foot) = (at(x, place.median), at(x + width * 0.9, 0))
        drawing.rectangle(corner.x, corner.y, foot.x - corner.x, foot.y - corner.y, .init(code))
        let middle = (corner.x + foot.x) / 2
        drawing.line(middle, at(x, place.high).y, middle, at(x, place.low).y, width: 2, .init(0x333333))
      }
    }
    drawing.rectangle(frame.right + 20, frame.top + 22 * Double(index), 14, 14, .init(code))
    let label = curve.label.isEmpty ? "median, 5 % ... 95 %" : curve.label
    drawing.text(label, frame.right + 40, frame.top + 12 + 22 * Double(index))
  }
}
