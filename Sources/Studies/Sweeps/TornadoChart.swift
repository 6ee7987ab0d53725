import Formats

/// Which coefficients, or groups of them, the result depends on: a bar each, from the metric at the low end of its band to that at the high
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
    let size = 19.0
    let widest = shown.map { PlotFont.width($0.name, size: size) }.max() ?? 0
    let (left, top, step) = (max(widest + 40, 200), 104.0, 40.0)
    let right = left + 720
    let values = shown.flatMap { [$0.low, $0.high] } + [nominal]
    let quantity = MetricQuantity(metric, greatest: values.max() ?? 0)
    var drawing = PlotDrawing(width: Int(right + 40), height: Int(top + step * Double(shown.count) + 84))
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    let margin = max((most - least) * 0.05, 1e-9)
    func x(_ value: Double) -> Double { left + (value - least + margin) / (most - least + 2 * margin) * (right - left) }
    let bottom = top + step * Double(shown.count)
    drawing.text(quantity.title, 24, 34, size: 22, bold: true)
    drawing.text("one coefficient, or group, at a time, at the ends of its band", 24, 62, size: size - 2)
    let ticks = SweepSummary.ticks(from: least / quantity.unit, to: most / quantity.unit)
    for (tick, label) in zip(ticks, SweepSummary.labels(ticks)) {
      let place = x(tick * quantity.unit)
      drawing.line(place, top, place, bottom, .init(0xDDDDDD))
      drawing.text(label, place, bottom + 26, size: size, anchor: .middle)
    }
    for (index, bar) in shown.enumerated() {
      let y = top + step * Double(index)
      for (value, colour) in [(bar.low, PlotDrawing.Colour(0x2F6FC4)), (bar.high, PlotDrawing.Colour(0xD9702B))] {
        drawing.rectangle(min(x(value), x(nominal)), y + 8, abs(x(value) - x(nominal)), step - 16, colour)
      }
      drawing.text(bar.name, left - 14, y + step / 2 + 6, size: size, anchor: .end)
    }
    drawing.line(x(nominal), top - 6, x(nominal), bottom + 4, width: 2, .init(0x333333))
    let text = "typical: \(SweepSummary.number(nominal / quantity.unit))"
    let half = PlotFont.width(text, size: size) / 2
    drawing.text(text, min(max(x(nominal), left + half), right - half), top - 14, size: size, anchor: .middle)
    for (index, key) in [(0x2F6FC4 as UInt32, "coefficient low"), (0xD9702B, "coefficient high")].enumerated() {
      let x = left + 220 * Double(index)
      drawing.rectangle(x, bottom + 46, 16, 16, .init(key.0))
      drawing.text(key.1, x + 26, bottom + 60, size: size - 2)
    }
    return drawing
  }
}
