import Plots

/// Curves as a chart: the typical case as diamonds on a line, what the draws say as a band with their median; where the
/// draws fall into two groups, both stand there with their share, and no line goes through.
///
/// A thousand pixels wide, with texts of 17 pixels and more, so that it can be read at half its width; wider only where
/// names need it.
struct MetricChart {
  static let size = 19.0
  static let noteSize = 17.0
  private static let margin = 24.0
  private static let plotHeight = 468.0

  let curves: MetricCurves
  let quantity: MetricQuantity
  private let x: ChartScale
  let y: ChartScale
  private let xLabels: [(x: Double, text: String)]
  private let (width, left, right): (Double, Double, Double)
  private let (title, count): ([String], [String])
  /// The upper edge of the plot; its lower one is `bottom`.
  private let top: Double
  private var bottom: Double { top + Self.plotHeight }

  init(_ curves: MetricCurves) {
    self.curves = curves
    let values = curves.points.flatMap(\.values)
    let quantity = MetricQuantity(curves.metric, greatest: values.map(\.magnitude).max() ?? 0)
    self.quantity = quantity
    x =
      curves.names.isEmpty
      ? ChartScale(curves.measured.map(\.x), of: .variable, chosen: curves.axes.variable)
      : ChartScale(places: curves.names.count)
    y = ChartScale(
      values.map { $0 / quantity.unit }, of: quantity.hasZero ? .amount : .level, chosen: curves.axes.metric)
    let widest = y.ticks.map { PlotFont.room($0.label, size: Self.size) }.max() ?? 0
    left = max(60 + widest, 96)
    width = max(1_000, left + Self.margin + ChartLabels.uprightSlot * Double(curves.names.count))
    (right, xLabels) = Self.labels(curves, x, from: left, to: width - Self.margin)
    let room = width - 2 * Self.margin
    title = PlotFont.wrapped("\(quantity.name) against \(curves.variable)", to: room, size: 22, bold: true)
    count = PlotFont.wrapped(curves.count, to: room, size: Self.noteSize)
    top = 28 + 28 * Double(title.count) + 24 * Double(count.count) + 18
  }

  /// What a reader of the plan should know: that an axis is not as it was chosen.
  var note: String? {
    guard curves.axes.metric == .log, !y.isLogarithmic else { return nil }
    return "axes: \(curves.metric): some of its values are not above zero, so its axis is linear"
  }

  /// The chart.
  func drawing() -> PlotDrawing {
    let labels = ChartLabels(
      curves.names, slot: (right - left) / Double(max(curves.names.count, 1)), size: Self.size)
    let axisTitle = PlotFont.wrapped(named(curves.variable, x), to: width - 2 * Self.margin, size: Self.size)
    var marks = ChartMarks(self, within: .init(left: left, top: top, right: right, bottom: bottom))
    let shares = marks.shares()
    let legend = ChartLegend(
      keys(sharesAreCut: marks.sharesAreCut), heading: curves.others, curves: curveKeys, width: width)
    let foot = bottom + (curves.names.isEmpty ? 32 : labels.height) + 24 * Double(axisTitle.count) + 16
    var drawing = PlotDrawing(width: Int(width), height: Int(foot + legend.height + 14))
    for (line, text) in title.enumerated() {
      drawing.text(text, Self.margin, 36 + 28 * Double(line), size: 22, bold: true)
    }
    for (line, text) in count.enumerated() {
      drawing.text(text, Self.margin, 34 + 28 * Double(title.count) + 24 * Double(line), size: Self.noteSize)
    }
    drawAxes(&drawing)
    marks.draw(&drawing)
    marks.draw(shares, &drawing)
    drawing.line(
      [.init(x: left, y: top), .init(x: left, y: bottom), .init(x: right, y: bottom)], width: 1.4, .init(0x333333))
    labels.draw(&drawing, below: bottom) { place(Double($0)) }
    let titleTop = bottom + (curves.names.isEmpty ? 32 : labels.height)
    for (line, text) in axisTitle.enumerated() {
      drawing.text(text, (left + right) / 2, titleTop + 22 + 24 * Double(line), size: Self.size, anchor: .middle)
    }
    legend.draw(&drawing, below: foot)
    return drawing
  }

  /// Pixels from the left, of a value of the variable.
  func place(_ value: Double) -> Double { left + x.position(value) * (right - left) }

  /// Pixels from the top, of a value of the metric.
  func height(_ value: Double) -> Double { bottom - y.position(value / quantity.unit) * Self.plotHeight }

  // MARK: Axes

  /// The right edge of the plot, and the labels of a variable of numbers: the values where something was measured, if they
  /// are few and have room; else round values, or of lengths of time those that have room.
  private static func labels(
    _ curves: MetricCurves, _ x: ChartScale, from left: Double, to right: Double
  ) -> (Double, [(x: Double, text: String)]) {
    guard curves.names.isEmpty else { return (right, []) }
    let measured = curves.measured
    // The last label may reach past its place.
    let ticks = curves.isLength || measured.count <= 8 ? measured : x.ticks.map { ($0.value, $0.label) }
    let reach = ticks.map { left + x.position($0.x) * (right - left) + PlotFont.room($0.text, size: size) / 2 }
    let edge = right - max((reach.max() ?? 0) - right, 0)
    func fitting(_ labels: [(x: Double, text: String)]) -> [(x: Double, text: String)] {
      var end = -Double.infinity
      return labels.filter { label in
        let (middle, room) = (left + x.position(label.x) * (edge - left), PlotFont.room(label.text, size: size))
        guard middle - room / 2 >= end + 12 else { return false }
        end = middle + room / 2
        return true
      }
    }
    let all = fitting(measured)
    if curves.isLength || measured.count <= 8 && all.count == measured.count { return (edge, all) }
    return (edge, fitting(x.ticks.map { ($0.value, $0.label) }))
  }

  /// An axis' name, which says where it is logarithmic.
  private func named(_ title: String, _ scale: ChartScale) -> String {
    title + (scale.isLogarithmic ? " (logarithmic)" : "")
  }

  private func drawAxes(_ drawing: inout PlotDrawing) {
    for (tick, label) in y.ticks {
      let level = bottom - y.position(tick) * Self.plotHeight
      drawing.line(left, level, right, level, .init(tick == 0 ? 0x888888 : 0xDDDDDD))
      drawing.text(label, left - 10, level + 6, size: Self.size, anchor: .end)
    }
    if curves.names.isEmpty {
      // A short tick where something was measured, a long one where a label is.
      if curves.measured.count <= 40 {
        for (value, _) in curves.measured {
          drawing.line(place(value), bottom, place(value), bottom + 4, .init(0x333333))
        }
      }
      for (value, label) in xLabels {
        drawing.line(place(value), bottom, place(value), bottom + 8, width: 1.4, .init(0x333333))
        drawing.text(label, place(value), bottom + 28, size: Self.size, anchor: .middle)
      }
    }
    let title = PlotFont.shortened(named(quantity.title, y), to: Self.plotHeight + 60, size: Self.size)
    drawing.text(title, 34, (top + bottom) / 2, size: Self.size, anchor: .middle, upright: true)
  }

  // MARK: The key

  private func keys(sharesAreCut: Bool) -> [ChartLegend.Key] {
    let neutral: UInt32 = curves.curves.count > 1 ? 0x555555 : ChartColours.code(0, of: 1)
    var keys: [ChartLegend.Key] = []
    if curves.points.contains(where: { $0.row.typical != nil }) {
      keys.append(.init(sign: .diamond, colour: neutral, text: "typical case"))
    }
    if !curves.spread.isEmpty {
      keys.append(.init(sign: .median, colour: neutral, text: "median of the draws"))
      keys.append(.init(sign: .band, colour: neutral, text: "\(curves.spread) of the draws"))
    }
    if curves.points.contains(where: \.isSplit) {
      let rest = sharesAreCut ? " (those without room: summary.txt)" : ""
      keys.append(.init(sign: .band, colour: neutral, text: "with %: a group of draws and its share" + rest))
    }
    return keys
  }

  private var curveKeys: [ChartLegend.Key] {
    let count = curves.curves.count
    guard count > 1 else { return [] }
    return curves.curves.enumerated().map {
      .init(sign: .colour, colour: ChartColours.code($0, of: count), text: $1.label)
    }
  }

  /// A diamond, with a white edge where it has to stand out from what is beneath.
  static func drawDiamond(
    _ drawing: inout PlotDrawing, _ place: PlotDrawing.Point, half: Double, edge: Double = 0, _ code: UInt32
  ) {
    func draw(_ half: Double, _ colour: PlotDrawing.Colour) {
      drawing.area(
        [
          .init(x: place.x, y: place.y - half), .init(x: place.x + half, y: place.y),
          .init(x: place.x, y: place.y + half), .init(x: place.x - half, y: place.y),
        ], colour)
    }
    if edge > 0 { draw(half + edge, .init(0xFFFFFF)) }
    draw(half, .init(code))
  }
}
