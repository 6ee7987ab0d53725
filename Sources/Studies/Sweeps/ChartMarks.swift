import Plots

/// What was measured, drawn into a chart: lines and bands along a variable of numbers; bars beside each other over names,
/// and where a point has no neighbour that a band could lead to.
struct ChartMarks {
  /// A share of draws and where it stands.
  struct Share: Equatable {
    var text: String
    var box: ChartNotes.Box
    var colour: UInt32
  }

  /// Half a bar's width and half a diamond's, where there is room.
  private static let (barHalf, diamondHalf) = (11.0, 6.5)
  /// Bars of several curves at one number reach over so many pixels at most.
  private static let dodge = 84.0
  /// From one measured place to the next at least so far, each has a line from end to end of its draws.
  private static let whiskerStep = 24.0

  private let chart: MetricChart
  private var notes: ChartNotes
  /// From one measured place to the next where they are closest, in pixels.
  private let spacing: Double
  /// By place, the curves that have a bar there.
  private let bars: [Double: [Int]]
  private var curves: MetricCurves { chart.curves }
  private var isBand: Bool { curves.names.isEmpty }
  /// From one bar to the next at the same place, in pixels.
  private let barStep: Double
  private var barHalf: Double { min(Self.barHalf, max(barStep * 0.44, 1.5)) }
  private var diamondHalf: Double { min(Self.diamondHalf, max((isBand ? spacing : barStep) * 0.38, 2.5)) }

  /// A white edge would hide what lies close by.
  private var edge: Double { curves.curves.count > 8 || (isBand ? spacing : barStep) < 20 ? 0 : 1.4 }

  /// Whether a share found no room.
  var sharesAreCut: Bool { notes.isCut }

  /// Into a frame of a chart.
  init(_ chart: MetricChart, within frame: ChartNotes.Box) {
    self.chart = chart
    notes = ChartNotes(within: frame, size: MetricChart.noteSize)
    let places = chart.curves.measured.map { chart.place($0.x) }
    let nearest = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? 100
    spacing = nearest
    var bars: [Double: [Int]] = [:]
    for (index, curve) in chart.curves.curves.enumerated() {
      let alone = Self.runs(curve.points, without: { $0.row.draws == nil }).filter { $0.count == 1 }.flatMap {
        $0.map(\.x)
      }
      for point in curve.points where !chart.curves.names.isEmpty || point.isSplit || alone.contains(point.x) {
        bars[point.x, default: []].append(index)
      }
    }
    self.bars = bars
    let most = Double(bars.values.map(\.count).max() ?? 1)
    barStep = chart.curves.names.isEmpty ? min(25, nearest / most, Self.dodge / most) : 0.8 * nearest / most
  }

  private func colour(_ curve: Int) -> UInt32 { ChartColours.code(curve, of: curves.curves.count) }

  /// Where a point of a curve stands: over a name, and where curves have bars at the same place, side by side.
  private func x(_ point: MetricCurves.Place, _ curve: Int) -> Double {
    let middle = chart.place(point.x)
    let present = bars[point.x] ?? []
    guard let rank = present.firstIndex(of: curve) else { return middle }
    return middle + (Double(rank) - Double(present.count - 1) / 2) * barStep
  }

  /// The ranges at a point: that of all draws, or of each of two groups.
  private static func ranges(_ draws: SweepStatistics) -> [(low: Double, high: Double)] {
    draws.clusters.isEmpty ? [(draws.low, draws.high)] : draws.clusters.map { ($0.low, $0.high) }
  }

  /// Points that a line or a band may join: between neighbours of which one is split nothing is known.
  private static func runs(
    _ points: [MetricCurves.Place], without isMissing: (MetricCurves.Place) -> Bool
  ) -> [ArraySlice<MetricCurves.Place>] {
    points.split { $0.isSplit || isMissing($0) }
  }

  // MARK: Drawing

  /// Draws all marks, diamonds above everything.
  func draw(_ drawing: inout PlotDrawing) {
    for (index, curve) in curves.curves.enumerated() {
      if isBand { drawBands(curve, index, &drawing) }
      for point in curve.points where !isBand || point.isSplit { drawBar(point, index, &drawing) }
    }
    for (index, curve) in curves.curves.enumerated() where isBand {
      for run in Self.runs(curve.points, without: { $0.row.typical == nil }) {
        drawing.line(
          run.map { .init(x: x($0, index), y: chart.height($0.row.typical ?? 0)) }, width: 2.5, .init(colour(index)))
      }
    }
    for (index, curve) in curves.curves.enumerated() {
      for point in curve.points {
        guard let typical = point.row.typical else { continue }
        MetricChart.drawDiamond(
          &drawing, .init(x: x(point, index), y: chart.height(typical)), half: diamondHalf, edge: edge, colour(index))
      }
    }
  }

  private func drawBands(_ curve: MetricCurves.Curve, _ index: Int, _ drawing: inout PlotDrawing) {
    for run in Self.runs(curve.points, without: { $0.row.draws == nil }) {
      guard run.count > 1 else {
        if let point = run.first { drawBar(point, index, &drawing) }
        continue
      }
      let points = run.compactMap { point in point.row.draws.map { (x(point, index), $0) } }
      drawing.area(
        points.map { .init(x: $0, y: chart.height($1.high)) }
          + points.reversed().map { .init(x: $0, y: chart.height($1.low)) }, .init(colour(index), alpha: 50))
      drawing.line(
        points.map { .init(x: $0, y: chart.height($1.median)) }, width: 1.6, .init(colour(index), alpha: 190))
      guard spacing >= Self.whiskerStep else { continue }
      for (x, draws) in points {
        drawing.line(
          x, chart.height(draws.high), x, chart.height(draws.low), width: 1.6, .init(colour(index), alpha: 150))
      }
    }
  }

  /// The range of a point's draws with a line at each end, wider than a diamond, so that also a narrow one is seen.
  private func drawBar(_ point: MetricCurves.Place, _ index: Int, _ drawing: inout PlotDrawing) {
    guard let draws = point.row.draws else { return }
    let (x, code, half) = (x(point, index), colour(index), barHalf)
    for (low, high) in Self.ranges(draws) {
      let (foot, head) = (chart.height(low), chart.height(high))
      drawing.rectangle(x - half, head, 2 * half, foot - head, .init(code, alpha: 90))
      for y in [head, foot] { drawing.line(x - half, y, x + half, y, width: 1.6, .init(code)) }
    }
    if !point.isSplit {
      let y = chart.height(draws.median)
      drawing.line(x - half, y, x + half, y, width: 3.5, .init(code))
    }
  }

  // MARK: Shares

  /// The shares of groups of draws, placed so that each can be read.
  mutating func shares() -> [Share] {
    for (index, curve) in curves.curves.enumerated() {
      for point in curve.points {
        if let typical = point.row.typical { notes.keep(box(point, index, typical, typical, half: diamondHalf)) }
        guard let draws = point.row.draws, !isBand || point.isSplit else { continue }
        for (low, high) in Self.ranges(draws) { notes.keep(box(point, index, low, high, half: barHalf)) }
      }
    }
    var shares: [Share] = []
    for (index, curve) in curves.curves.enumerated() {
      for point in curve.points {
        for cluster in point.row.draws?.clusters ?? [] {
          let text = SweepSummary.share(cluster, of: point.row.draws?.count ?? 0)
          guard let place = notes.place(text, beside: box(point, index, cluster.low, cluster.high, half: barHalf))
          else {
            continue
          }
          shares.append(Share(text: text, box: place, colour: curves.curves.count > 1 ? colour(index) : 0x333333))
        }
      }
    }
    return shares
  }

  private func box(
    _ point: MetricCurves.Place, _ curve: Int, _ low: Double, _ high: Double, half: Double
  ) -> ChartNotes.Box {
    let x = x(point, curve)
    return .init(left: x - half, top: chart.height(high) - 6, right: x + half, bottom: chart.height(low) + 6)
  }

  /// Draws shares on white, so that lines behind them do not cross them out.
  func draw(_ shares: [Share], _ drawing: inout PlotDrawing) {
    for share in shares {
      let box = share.box
      drawing.rectangle(
        box.left - 1, box.top, box.right - box.left + 2, box.bottom - box.top, .init(0xFFFFFF, alpha: 215))
      drawing.text(
        share.text, (box.left + box.right) / 2, box.bottom - 3, size: MetricChart.noteSize, anchor: .middle,
        .init(share.colour))
    }
  }
}
