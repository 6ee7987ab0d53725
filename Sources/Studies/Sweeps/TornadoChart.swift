import Formats
import Plots

/// Which coefficients, or groups of them, the result depends on: a bar each, from the metric at the low end of its band to that at the high
/// end, the longest first.
struct TornadoChart {
  /// One coefficient's effect.
  struct Bar: Hashable {
    /// The coefficient.
    var name: String
    /// The metric with it at the low end of its band; `nil` where that run has none, such as where the band stopped.
    var low: Double?
    /// The metric with it at the high end.
    var high: Double?
    /// How far they lie apart; endless where either has no value.
    var span: Double {
      guard let low, let high else { return .infinity }
      return (high - low).magnitude
    }

    /// Its name, with the end that has no value.
    fileprivate var label: String {
      let missing = low == nil ? ", low: none" : high == nil ? ", high: none" : ""
      let room = TornadoChart.nameRoom - PlotFont.room(missing, size: TornadoChart.size)
      return PlotFont.shortened(name, to: room, size: TornadoChart.size) + missing
    }
  }

  /// Bars shown; the rest is too small to matter.
  static let limit = 16

  fileprivate static let size = 19.0
  private static let noteSize = 17.0
  private static let margin = 24.0
  private static let width = 1_000.0
  private static let step = 40.0
  /// Pixels for the names.
  fileprivate static let nameRoom = 400.0

  let metric: String
  let nominal: Double
  let bars: [Bar]
  /// The variables' values, in words; empty where nothing is varied.
  let variables: String

  /// Of the first combination's sensitivity points; `nil` where the plan has none.
  init?(_ table: SweepTable, metric: String) {
    guard let nominal = table.value(metric, combination: 0, role: .nominal) else { return nil }
    var bars: [Bar] = []
    for entry in table.entries where entry.combination == 0 {
      guard case .low(let name) = entry.role else { continue }
      let ends = [SweepPlan.Role.low(name), .high(name)].map { table.value(metric, combination: 0, role: $0) }
      guard ends.contains(where: { $0 != nil }) else { continue }
      bars.append(Bar(name: name, low: ends[0], high: ends[1]))
    }
    guard !bars.isEmpty else { return nil }
    self.metric = metric
    self.nominal = nominal
    self.bars = bars.sorted { ($1.span, $0.name) < ($0.span, $1.name) }
    variables = table.plan.variables.map { name in
      "\(table.plan.labels[name] ?? name): \(table.plan.combinations[0][name] ?? "")"
    }.joined(separator: ", ")
  }

  /// The chart: a thousand pixels wide.
  func drawing() -> PlotDrawing {
    let shown = Array(bars.prefix(Self.limit))
    let names = shown.map(\.label)
    let widest = names.map { PlotFont.room($0, size: Self.size) }.max() ?? 0
    let values = shown.flatMap { [$0.low, $0.high] }.compactMap(\.self) + [nominal]
    let quantity = MetricQuantity(metric, greatest: values.map(\.magnitude).max() ?? 0)
    let (left, right) = (Self.margin + widest + 16, Self.width - Self.margin)
    let head = heading(quantity, shown.count)
    let top = 20 + 28 * Double(head.title.count) + 24 * Double(head.notes.count) + 40
    let bottom = top + Self.step * Double(shown.count)
    var drawing = PlotDrawing(width: Int(Self.width), height: Int(bottom) + 116)
    for (line, text) in head.title.enumerated() {
      drawing.text(text, Self.margin, 36 + 28 * Double(line), size: 22, bold: true)
    }
    for (line, text) in head.notes.enumerated() {
      let level = 34 + 28 * Double(head.title.count) + 24 * Double(line)
      drawing.text(text, Self.margin, level, size: Self.noteSize)
    }
    let x = Scale(values.map { $0 / quantity.unit }, from: left, to: right)
    drawAxis(&drawing, x, top, bottom, quantity)
    for (index, bar) in shown.enumerated() {
      let y = top + Self.step * Double(index)
      draw(bar, &drawing, x, y, quantity.unit)
      drawing.text(names[index], left - 14, y + Self.step / 2 + 6, size: Self.size, anchor: .end)
    }
    let middle = x.place(nominal / quantity.unit)
    drawing.line(middle, top - 6, middle, bottom + 4, width: 2, .init(0x333333))
    let text = "typical: \(NumberText.significant(nominal / quantity.unit))"
    let half = PlotFont.room(text, size: Self.size) / 2
    drawing.text(text, min(max(middle, left + half), right - half), top - 14, size: Self.size, anchor: .middle)
    for (index, key) in [(Self.lowCode, "coefficient low"), (Self.highCode, "coefficient high")].enumerated() {
      let x = Self.margin + 220 * Double(index)
      drawing.rectangle(x, bottom + 82, 16, 16, .init(key.0))
      drawing.text(key.1, x + 26, bottom + 96, size: Self.noteSize)
    }
    return drawing
  }

  private static let (lowCode, highCode): (UInt32, UInt32) = (0x2F6FC4, 0xD9702B)

  /// What is shown, at which values of the variables, and how much of it.
  private func heading(_ quantity: MetricQuantity, _ shown: Int) -> (title: [String], notes: [String]) {
    let room = Self.width - 2 * Self.margin
    var notes = ["one coefficient, or group, at a time at the low and the high end of its band, n = 1 run for each end"]
    if !variables.isEmpty { notes.append(variables) }
    if bars.prefix(shown).contains(where: { $0.span == .infinity }) {
      notes.append("none: that run has no value, as where the band stopped")
    }
    if bars.count > shown { notes.append("the \(shown) that matter most of \(bars.count)") }
    return (
      PlotFont.wrapped("\(quantity.name): what decides", to: room, size: 22, bold: true),
      notes.flatMap { PlotFont.wrapped($0, to: room, size: Self.noteSize) }
    )
  }

  /// Where values lie from left to right.
  private struct Scale {
    let (least, most): (Double, Double)
    let (left, right): (Double, Double)

    init(_ values: [Double], from left: Double, to right: Double) {
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      // Where nothing has an effect, a tenth on either side.
      let margin = high > low ? (high - low) * 0.05 : max(high.magnitude * 0.1, 1)
      (least, most) = (low - margin, high + margin)
      (self.left, self.right) = (left, right)
    }

    func place(_ value: Double) -> Double { left + (value - least) / (most - least) * (right - left) }
  }

  private func drawAxis(
    _ drawing: inout PlotDrawing, _ x: Scale, _ top: Double, _ bottom: Double, _ quantity: MetricQuantity
  ) {
    // As many ticks as their labels have room.
    for count in [8.0, 6, 4, 3, 2, 1] {
      let ticks = ChartTicks.values(from: x.least, to: x.most, count: count)
      let labels = ChartTicks.labels(ticks)
      let widest = labels.map { PlotFont.room($0, size: Self.size) }.max() ?? 0
      guard count == 1 || ticks.count < 2 || x.place(ticks[1]) - x.place(ticks[0]) >= widest + 14 else { continue }
      for (tick, label) in zip(ticks, labels) {
        let place = x.place(tick)
        drawing.line(place, top, place, bottom, .init(0xDDDDDD))
        let half = PlotFont.room(label, size: Self.size) / 2
        drawing.text(
          label, min(place, Self.width - 8 - half), bottom + 26, size: Self.size, anchor: .middle)
      }
      break
    }
    let title = PlotFont.shortened(quantity.title, to: Self.width - 2 * Self.margin, size: Self.size)
    let half = PlotFont.room(title, size: Self.size) / 2
    drawing.text(
      title, min((x.left + x.right) / 2, Self.width - Self.margin - half), bottom + 56, size: Self.size, anchor: .middle
    )
  }

  /// From the typical case to either end. Ends on the same side share the bar's height, so that none hides the other.
  private func draw(_ bar: Bar, _ drawing: inout PlotDrawing, _ x: Scale, _ y: Double, _ unit: Double) {
    let middle = x.place(nominal / unit)
    let isOneSided = bar.low.map { low in bar.high.map { (low - nominal) * ($0 - nominal) > 0 } ?? false } ?? false
    let height = isOneSided ? Self.step / 2 - 8 : Self.step - 16
    for (index, (value, code)) in [(bar.low, Self.lowCode), (bar.high, Self.highCode)].enumerated() {
      guard let value else { continue }
      let place = x.place(value / unit)
      let top = y + 8 + (isOneSided ? Double(index) * height : 0)
      drawing.rectangle(min(place, middle), top, abs(place - middle), height, .init(code))
    }
  }
}
