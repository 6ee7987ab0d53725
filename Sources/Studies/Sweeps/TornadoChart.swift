import Formats

/// Which coefficients the result depends on: a bar each, from the metric at the low end of its band to that at the high
/// end, the longest first.
struct TornadoChart {
  /// One coefficient's effect.
  struct Bar: Hashable {
    /// The coefficient.
    var name: String
    /// The metric with it at the low end of its band.
    var low: Double
    /// The metric with it at the high end.
    var high: Double
    /// How far they lie apart.
    var span: Double { (high - low).magnitude }
  }

  /// Bars shown; the rest is too small to matter.
  static let limit = 16

  let metric: String
  let nominal: Double
  let bars: [Bar]

  /// Of the first combination's sensitivity points; `nil` where the plan has none.
  init?(_ table: SweepTable, metric: String) {
    guard let nominal = table.value(metric, combination: 0, role: .nominal) else { return nil }
    var bars: [Bar] = []
    for entry in table.entries where entry.combination == 0 {
      guard case .low(let name) = entry.role,
        let low = table.value(metric, combination: 0, role: .low(name)),
        let high = table.value(metric, combination: 0, role: .high(name))
      else { continue }
      bars.append(Bar(name: name, low: low, high: high))
    }
    guard !bars.isEmpty else { return nil }
    self.metric = metric
    self.nominal = nominal
    self.bars = bars.sorted { ($1.span, $0.name) < ($0.span, $1.name) }
  }

  /// The chart.
  func drawing() -> PlotDrawing {
    let shown = bars.prefix(TornadoChart.limit)
    let (left, right, top, step) = (260.0, 1150.0, 70.0, 34.0)
    var drawing = PlotDrawing(width: 1200, height: Int(top + step * Double(shown.count) + 70))
    let values = shown.flatMap { [$0.low, $0.high] } + [nominal]
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    let margin = max((most - least) * 0.05, 1e-9)
    func x(_ value: Double) -> Double { left + (value - least + margin) / (most - least + 2 * margin) * (right - left) }
    let bottom = top + step * Double(shown.count)
    drawing.text(
      "\(SweepSummary.title(metric)): one coefficient at a time, at the ends of its band", left, 34, size: 18,
      bold: true)
    let ticks = SweepSummary.ticks(from: least, to: most)
    for (tick, label) in zip(ticks, SweepSummary.labels(ticks)) {
      drawing.line(x(tick), top, x(tick), bottom, .init(0xDDDDDD))
      drawing.text(label, x(tick), bottom + 22, anchor: .middle)
    }
    for (index, bar) in shown.enumerated() {
      let y = top + step * Double(index)
      for (value, colour) in [(bar.low, PlotDrawing.Colour(0x3B7DD8)), (bar.high, PlotDrawing.Colour(0xE07B39))] {
        drawing.rectangle(min(x(value), x(nominal)), y + 6, abs(x(value) - x(nominal)), step - 12, colour)
      }
      drawing.text(bar.name, left - 12, y + step / 2 + 5, anchor: .end)
    }
    drawing.line(x(nominal), top - 6, x(nominal), bottom + 4, width: 2, .init(0x333333))
    drawing.text("typical: \(SweepSummary.number(nominal))", x(nominal), top - 12, anchor: .middle)
    drawing.rectangle(left, bottom + 40, 14, 14, .init(0x3B7DD8))
    drawing.text("coefficient low", left + 20, bottom + 52)
    drawing.rectangle(left + 150, bottom + 40, 14, 14, .init(0xE07B39))
    drawing.text("coefficient high", left + 170, bottom + 52)
    return drawing
  }
}
