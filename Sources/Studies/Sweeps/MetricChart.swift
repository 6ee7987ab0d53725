import Formats

/// Curves as a chart: the typical case as diamonds on a line, what the draws say as a band with its median; where the
/// draws fall into two groups, both stand there with their share, and no line goes through.
struct MetricChart {
  private static let colours: [UInt32] = [
    0x2F6FC4, 0xD9702B, 0x3C9D5D, 0xA34FB3, 0x8A6D3B, 0xD64550, 0x4F8F9D, 0x777777,
  ]
  private static let size = 19.0
  private static let (left, right, top, bottom) = (110.0, 980.0, 92.0, 560.0)

  let curves: MetricCurves
  private let x: ChartScale
  private let y: ChartScale
  private let quantity: MetricQuantity

  init(_ curves: MetricCurves) {
    self.curves = curves
    let places = curves.curves.flatMap(\.points)
    let values = places.flatMap(\.values)
    quantity = MetricQuantity(curves.metric, greatest: values.max() ?? 0)
    x = curves.names.isEmpty ? ChartScale(places.map(\.x), isMeasured: false) : ChartScale(places: curves.names.count)
    let unit = quantity.unit
    y = ChartScale(values.map { $0 / unit }, isMeasured: true)
  }

  /// The chart.
  func drawing() -> PlotDrawing {
    let labels = ChartLabels(
      curves.names, slot: (Self.right - Self.left) / Double(max(curves.names.count, 1)), size: Self.size)
    let foot = Self.bottom + labels.height + 56
    let legend = legend
    var drawing = PlotDrawing(width: 1000, height: Int(foot + Double((legend.count + 1) / 2) * 28 + 10))
    drawing.text("\(quantity.title) against \(curves.variable)", 24, 36, size: 22, bold: true)
    if let count = curves.drawCount { drawing.text("\(count) draws a point", 24, 66, size: Self.size - 2) }
    drawAxes(&drawing, labels)
    for (index, curve) in curves.curves.enumerated() { draw(curve, index, &drawing) }
    drawing.line([.init(x: Self.left, y: Self.top), at(0, 0), .init(x: Self.right, y: Self.bottom)], .init(0x333333))
    for (index, key) in legend.enumerated() {
      let column = index % 2
      draw(key, at: (24 + Double(column) * 480, foot + Double(index / 2) * 28), &drawing)
    }
    return drawing
  }

  /// From shares of the frame.
  private func at(_ x: Double, _ y: Double) -> PlotDrawing.Point {
    PlotDrawing.Point(
      x: Self.left + x * (Self.right - Self.left), y: Self.bottom - y * (Self.bottom - Self.top))
  }

  private func height(_ value: Double) -> Double { y.position(value / quantity.unit) }

  private func drawAxes(_ drawing: inout PlotDrawing, _ labels: ChartLabels) {
    for (tick, label) in y.ticks {
      drawing.line([at(0, y.position(tick)), at(1, y.position(tick))], .init(0xDDDDDD))
      drawing.text(label, Self.left - 10, at(0, y.position(tick)).y + 6, size: Self.size, anchor: .end)
    }
    if curves.names.isEmpty {
      for (tick, label) in x.ticks {
        let place = at(x.position(tick), 0)
        drawing.line([place, .init(x: place.x, y: place.y + 6)], .init(0x333333))
        drawing.text(label, place.x, place.y + 26, size: Self.size, anchor: .middle)
      }
    }
    labels.draw(&drawing, below: Self.bottom) { at(x.position(Double($0)), 0).x }
    drawing.text(quantity.title, 30, (Self.top + Self.bottom) / 2, size: Self.size, anchor: .middle, upright: true)
    drawing.text(
      curves.variable, (Self.left + Self.right) / 2, Self.bottom + labels.height + 22, size: Self.size, anchor: .middle)
  }

  private func draw(_ curve: MetricCurves.Curve, _ index: Int, _ drawing: inout PlotDrawing) {
    let code = Self.colours[index % Self.colours.count]
    // Names stand beside each other: no line leads from one to the next. Curves share a place by standing side by side.
    let isBand = curves.names.isEmpty
    let step = 0.5 / Double(max(curves.names.count, 1) * curves.curves.count)
    let shift = isBand ? 0 : (Double(index) - Double(curves.curves.count - 1) / 2) * step
    func place(_ point: MetricCurves.Place, _ value: Double) -> PlotDrawing.Point {
      at(x.position(point.x) + shift, height(value))
    }
    if isBand { drawBands(curve, code, &drawing, place) }
    for point in curve.points {
      guard let draws = point.row.draws, !isBand || !draws.clusters.isEmpty else { continue }
      let ranges = draws.clusters.isEmpty ? [(draws.low, draws.high)] : draws.clusters.map { ($0.low, $0.high) }
      for (low, high) in ranges {
        let (foot, head) = (place(point, low), place(point, high))
        drawing.rectangle(foot.x - 7, head.y - 1, 14, foot.y - head.y + 2, .init(code, alpha: 90))
      }
      if draws.clusters.isEmpty {
        let middle = place(point, draws.median)
        drawing.line(middle.x - 7, middle.y, middle.x + 7, middle.y, width: 3, .init(code))
      }
      for cluster in draws.clusters {
        let middle = place(point, (cluster.low + cluster.high) / 2)
        let share = NumberText.decimal(100 * Double(cluster.count) / Double(draws.count), 0)
        let isRight = middle.x > Self.right - 80
        drawing.text(
          "\(share) %", middle.x + (isRight ? -12 : 12), middle.y + 6, size: Self.size - 2,
          anchor: isRight ? .end : .start)
      }
    }
    if isBand {
      // No line where the draws fall apart: between its neighbours nothing is known.
      for run in curve.points.split(whereSeparator: { $0.row.typical == nil || $0.row.draws?.clusters.isEmpty == false }
      ) {
        drawing.line(run.map { place($0, $0.row.typical ?? 0) }, width: 2.5, .init(code))
      }
    }
    for point in curve.points {
      if let typical = point.row.typical { drawDiamond(place(point, typical), code, &drawing) }
    }
  }

  private func drawBands(
    _ curve: MetricCurves.Curve, _ code: UInt32, _ drawing: inout PlotDrawing,
    _ place: (MetricCurves.Place, Double) -> PlotDrawing.Point
  ) {
    for run in curve.points.split(whereSeparator: { $0.row.draws.map { !$0.clusters.isEmpty } ?? true }) {
      let points = run.compactMap { point in point.row.draws.map { (point, $0) } }
      if points.count == 1, let (point, draws) = points.first {
        let (foot, head) = (place(point, draws.low), place(point, draws.high))
        drawing.rectangle(foot.x - 5, head.y, 10, foot.y - head.y, .init(code, alpha: 60))
      }
      drawing.area(
        points.map { place($0.0, $0.1.high) } + points.reversed().map { place($0.0, $0.1.low) }, .init(code, alpha: 50))
      drawing.line(points.map { place($0.0, $0.1.median) }, width: 1.2, .init(code, alpha: 170))
    }
  }

  private func drawDiamond(_ place: PlotDrawing.Point, _ code: UInt32, _ drawing: inout PlotDrawing) {
    let half = 6.5
    drawing.area(
      [
        .init(x: place.x, y: place.y - half), .init(x: place.x + half, y: place.y),
        .init(x: place.x, y: place.y + half),
        .init(x: place.x - half, y: place.y),
      ], .init(code))
  }

  // MARK: The key

  private enum Sign { case diamond, median, band, colour }

  private var legend: [(sign: Sign, colour: UInt32, text: String)] {
    let neutral: UInt32 = curves.curves.count > 1 ? 0x555555 : Self.colours[0]
    var keys: [(Sign, UInt32, String)] = [(.diamond, neutral, "typical case")]
    if curves.drawCount != nil, !curves.spread.isEmpty {
      keys.append((.median, neutral, "median of the draws"))
      keys.append((.band, neutral, "\(curves.spread) of the draws"))
    }
    if curves.curves.flatMap(\.points).contains(where: { $0.row.draws?.clusters.isEmpty == false }) {
      keys.append((.band, neutral, "with %: share of draws in two groups"))
    }
    if curves.curves.count > 1 {
      keys += curves.curves.enumerated().map { (.colour, Self.colours[$0 % Self.colours.count], $1.label) }
    }
    return keys
  }

  private func draw(
    _ key: (sign: Sign, colour: UInt32, text: String), at place: (x: Double, y: Double), _ drawing: inout PlotDrawing
  ) {
    let (x, y) = place
    switch key.sign {
    case .diamond: drawDiamond(.init(x: x + 12, y: y), key.colour, &drawing)
    case .median: drawing.line(x, y, x + 24, y, width: 1.6, .init(key.colour))
    case .band: drawing.rectangle(x, y - 7, 24, 14, .init(key.colour, alpha: 70))
    case .colour: drawing.rectangle(x + 4, y - 8, 16, 16, .init(key.colour))
    }
    drawing.text(key.text, x + 34, y + 6, size: Self.size - 2)
  }
}
