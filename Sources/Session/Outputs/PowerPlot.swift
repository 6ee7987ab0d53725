import Formats
import Machine

/// The plot of a recording: current, voltage and state of charge over time, and below them what charger, firmware and
/// wearer did. 1200 x 900 pixels.
struct PowerPlot {
  static let left = 92.0
  static let right = 910.0
  static let legend = 926.0
  private static let top = 70.0
  private static let bottom = 832.0
  static let gap = 16.0
  static let stripHeight = 46.0
  private static let lineHeight = 112.0

  enum Ink {
    static let text = PlotDrawing.Colour(0x2B2B2B)
    static let faint = PlotDrawing.Colour(0x6B6B6B)
    static let grid = PlotDrawing.Colour(0xD9DDE2)
    static let minor = PlotDrawing.Colour(0xEEF0F3)
    static let frame = PlotDrawing.Colour(0x8A929B)
    static let cell = PlotDrawing.Colour(0x17508F)
    /// For half, 90 %, 99 % and all of the time.
    static let cellShares = [0x5B9BD5, 0x93BFE6, 0xBFD9F1, 0xE3EEF8].map { PlotDrawing.Colour($0) }
    static let bus = PlotDrawing.Colour(0xC4442B)
    static let charging = PlotDrawing.Colour(0xE08A1E)
    static let voltage = PlotDrawing.Colour(0x1F7A5C)
    static let voltageBand = PlotDrawing.Colour(0xA8D8C6)
    static let charge = PlotDrawing.Colour(0x6D3FA0)
    static let states = [0xC9D3DE, 0x4C8EDA, 0xE4A11B, 0x2E9E6B, 0xC4442B, 0x8D62C4, 0x55606B, 0xE77FB3]
      .map { PlotDrawing.Colour($0) }
  }

  let recording: PowerRecording
  private let average: Double?
  private let time: PlotAxis
  var drawing = PlotDrawing(width: 1_200, height: 900)
  var y = PowerPlot.top

  /// The drawing, under a title; `average` is the run's, in microamperes, where it has one (docs/averages.md).
  static func draw(_ recording: PowerRecording, title: String, average: Double? = nil) -> PlotDrawing {
    var plot = PowerPlot(recording, average)
    plot.drawAll(title)
    return plot.drawing
  }

  private init(_ recording: PowerRecording, _ average: Double?) {
    self.recording = recording
    self.average = average
    time = PlotAxis.time(from: recording.range.lowerBound.inSeconds, to: recording.range.upperBound.inSeconds)
  }

  private mutating func drawAll(_ title: String) {
    drawing.text(title, PowerPlot.left, 30, size: 19, Ink.text, bold: true)
    let length = TimeText.describe(recording.range.upperBound - recording.range.lowerBound)
    let point = NumberText.decimal(width.inSeconds, width < .seconds(10) ? 3 : 0)
    let note = "in the strips, what occurs at all is shown an eighth high or more"
    drawing.text(
      "\(length) of virtual time · each point stands for \(point) s · \(note)", PowerPlot.left, 52, size: 12.5,
      Ink.faint)
    let strips = [recording.firmware != nil, !recording.wearer.isEmpty].filter { $0 }.count + 1
    let below = 2 * (PowerPlot.lineHeight + PowerPlot.gap) + Double(strips) * (PowerPlot.stripHeight + PowerPlot.gap)
    drawCurrent(height: PowerPlot.bottom - PowerPlot.top - below)
    drawVoltage()
    drawCharge()
    drawStrip("charger", StateColumns(recording.chargeState, of: columnBuckets), grey: "discharging")
    if let firmware = recording.firmware {
      drawStrip("firmware", StateColumns(firmware, of: columnBuckets), grey: "sleeping")
    }
    if !recording.wearer.isEmpty { drawWearer() }
    drawTimeAxis()
  }

  // MARK: Columns

  /// Buckets that make one column, so that there are at most about as many as pixels.
  private var columnBuckets: Int { max((recording.fromCell.buckets.count + 899) / 900, 1) }
  private var width: Tick { recording.fromCell.grid.width * Tick(columnBuckets) }

  private func columns(_ series: StepSeries) -> [StepSeries.Bucket] {
    stride(from: 0, to: series.buckets.count, by: columnBuckets).map { first in
      var column = series.buckets[first]
      for index in (first + 1)..<max(min(first + columnBuckets, series.buckets.count), first + 1) {
        column.merge(series.buckets[index])
      }
      return column
    }
  }

  /// Left and right edge of a column.
  func edges(_ column: Int) -> (Double, Double) {
    let start = recording.range.lowerBound + Tick(column) * width
    let end = min(start + width, recording.range.upperBound)
    return (x(start.inSeconds), x(end.inSeconds))
  }

  func x(_ seconds: Double) -> Double {
    PowerPlot.left + time.position(seconds) * (PowerPlot.right - PowerPlot.left)
  }

  // MARK: Panels

  private mutating func drawCurrent(height: Double) {
    let cell = columns(recording.fromCell)
    let others = [(recording.fromBus, Ink.bus), (recording.charging, Ink.charging)].map { (columns($0.0), $0.1) }
    let all = [cell] + others.map(\.0)
    let least = all.joined().filter { $0.minimum > 0 && $0.minimum < .max }.map(\.minimum).min() ?? 1_000_000
    let greatest = all.joined().filter { $0.ticks > 0 }.map(\.maximum).max() ?? 1_000_000
    let axis = PlotAxis.current(least: Double(least) / 1e6, greatest: Double(greatest) / 1e6)
    let frame = beginPanel("current", axis, height: height)
    drawShares(cell, axis, frame)
    drawMean(cell, axis, frame, scale: 1e-6, Ink.cell)
    var keys: [(String, PlotDrawing.Colour, Bool)] = [("from the cell, mean", Ink.cell, true)]
    keys += zip(["at most, half the time", "90 % of the time", "99 % of the time", "at all"], Ink.cellShares).map {
      ($0, $1, false)
    }
    let names = ["from VBUS, mean", "into the cell, mean"]
    for (index, (columns, colour)) in others.enumerated() where columns.contains(where: { $0.maximum > 0 }) {
      drawMean(columns, axis, frame, scale: 1e-6, colour, skipsZero: true)
      keys.append((names[index], colour, true))
    }
    drawKeys(keys, frame.top)
    var facts = ["peak", "  \(PowerPlot.current(Double(greatest) / 1e6))"]
    if let average { facts = ["from the cell on average", "  \(PowerPlot.current(average))"] + facts }
    if recording.fromBus.integral > 0 {
      facts += ["from VBUS on average", "  \(PowerPlot.current(ratio(recording.fromBus)))"]
    }
    let parts = largestParts
    if !parts.isEmpty { facts += ["charge by component"] + parts }
    // As many as there is room for.
    let first = frame.top + Double(keys.count) * 19 + 26
    for (index, fact) in facts.enumerated() where first + Double(index) * 16 < frame.bottom {
      drawing.text(fact, PowerPlot.legend, first + Double(index) * 16, size: 12.5, Ink.text)
    }
    endPanel(frame)
  }

  /// The distribution of the current in each column: from its least value up to what it does not exceed for half, 90 %, 99 % and
  /// all of the time. The longer, the darker.
  private mutating func drawShares(_ cell: [StepSeries.Bucket], _ axis: PlotAxis, _ frame: Frame) {
    let quantiles = cell.indices.map { index in
      recording.shares.quantiles([0.5, 0.9, 0.99], of: index * columnBuckets..<(index + 1) * columnBuckets)
    }
    for level in [3, 2, 1, 0] {
      var upper: [PlotDrawing.Point] = []
      var lower: [PlotDrawing.Point] = []
      for (index, column) in cell.enumerated() where column.ticks > 0 {
        // Between tenths of a decade, within what there was.
        let top = level == 3 ? Double(column.maximum) : quantiles[index]?[level] ?? 0
        let held = min(max(top, Double(column.minimum)), Double(column.maximum))
        let (from, to) = edges(index)
        let high = frame.bottom - axis.position(held / 1e6) * frame.height
        let low = frame.bottom - axis.position(Double(column.minimum) / 1e6) * frame.height
        upper += [.init(x: from, y: high), .init(x: to, y: high)]
        lower += [.init(x: from, y: low), .init(x: to, y: low)]
      }
      drawing.area(upper + lower.reversed(), Ink.cellShares[level])
    }
  }

  /// What draws most, whatever fed it.
  private var largestParts: [String] {
    let all = recording.components.map { ($0.name, Double($0.current.integral)) }
    let whole = all.reduce(0) { $0 + $1.1 }
    guard whole > 0 else { return [] }
    return all.sorted { $0.1 > $1.1 }.prefix(5).filter { $0.1 >= 0.01 * whole }.map { name, charge in
      "  \(NumberText.decimal(100 * charge / whole, 0)) %  \(name)"
    }
  }

  /// The mean over the whole recording, in microamperes.
  private func ratio(_ series: StepSeries) -> Double {
    Double(series.integral) / Double(max(recording.range.upperBound - recording.range.lowerBound, 1)) / 1e6
  }

  static func current(_ microamperes: Double) -> String {
    microamperes >= 1_000
      ? NumberText.decimal(microamperes / 1_000, 2) + " mA" : NumberText.decimal(microamperes, 1) + " µA"
  }

  private mutating func drawVoltage() {
    let columns = columns(recording.voltage)
    let held = columns.filter { $0.ticks > 0 }
    let (least, greatest) = (held.map(\.minimum).min() ?? 0, held.map(\.maximum).max() ?? 0)
    let axis = PlotAxis.linear(
      least: Double(least) / 1e6, greatest: Double(greatest) / 1e6, span: 0.1, count: 4, places: 2)
    let frame = beginPanel("cell, V", axis, height: PowerPlot.lineHeight)
    drawBand(columns, axis, frame, scale: 1e-6, Ink.voltageBand)
    drawMean(columns, axis, frame, scale: 1e-6, Ink.voltage)
    drawKeys([("terminal voltage", Ink.voltage, true)], frame.top)
    drawing.text(
      "\(NumberText.decimal(Double(least) / 1e6, 3)) ... \(NumberText.decimal(Double(greatest) / 1e6, 3)) V",
      PowerPlot.legend, frame.top + 36, size: 12.5, Ink.text)
    endPanel(frame)
  }

  private mutating func drawCharge() {
    let columns = columns(recording.charge)
    let held = columns.filter { $0.ticks > 0 }
    let (least, greatest) = (held.map(\.minimum).min() ?? 0, held.map(\.maximum).max() ?? 0)
    let axis = PlotAxis.linear(
      least: Double(least) / 1e4, greatest: Double(greatest) / 1e4, span: 4, count: 4,
      places: greatest - least < 40_000 ? 1 : 0)
    let frame = beginPanel("charge, %", axis, height: PowerPlot.lineHeight)
    drawMean(columns, axis, frame, scale: 1e-4, Ink.charge)
    drawKeys([("state of charge", Ink.charge, true)], frame.top)
    if let first = held.first, let last = held.last {
      drawing.text(
        "\(NumberText.decimal(first.mean / 1e4, 1)) % at first, \(NumberText.decimal(last.mean / 1e4, 1)) % at last",
        PowerPlot.legend, frame.top + 36, size: 12.5, Ink.text)
    }
    endPanel(frame)
  }

  struct Frame {
    var top: Double
    var height: Double
    var bottom: Double { top + height }
  }

  private mutating func beginPanel(_ title: String, _ axis: PlotAxis, height: Double) -> Frame {
    let frame = Frame(top: y, height: height)
    for value in axis.minor { horizontal(axis.position(value), frame, Ink.minor) }
    drawTimeGrid(frame)
    for mark in axis.marks {
      horizontal(axis.position(mark.value), frame, Ink.grid)
      drawing.text(
        mark.label, PowerPlot.left - 8, frame.bottom - axis.position(mark.value) * height + 4.5, size: 12.5,
        anchor: .end, Ink.text)
    }
    drawing.text(title, 24, frame.top + height / 2, size: 13.5, anchor: .middle, Ink.text, bold: true, upright: true)
    return frame
  }

  mutating func endPanel(_ frame: Frame) {
    drawing.line(
      [
        .init(x: PowerPlot.left, y: frame.top), .init(x: PowerPlot.left, y: frame.bottom),
        .init(x: PowerPlot.right, y: frame.bottom), .init(x: PowerPlot.right, y: frame.top),
        .init(x: PowerPlot.left, y: frame.top),
      ], Ink.frame)
    y = frame.bottom + PowerPlot.gap
  }

  private mutating func horizontal(_ position: Double, _ frame: Frame, _ colour: PlotDrawing.Colour) {
    let y = frame.bottom - position * frame.height
    drawing.line(PowerPlot.left, y, PowerPlot.right, y, colour)
  }

  private mutating func drawTimeGrid(_ frame: Frame) {
    for mark in time.marks { drawing.line(x(mark.value), frame.top, x(mark.value), frame.bottom, Ink.grid) }
  }

  private mutating func drawBand(
    _ columns: [StepSeries.Bucket], _ axis: PlotAxis, _ frame: Frame, scale: Double, _ colour: PlotDrawing.Colour
  ) {
    var upper: [PlotDrawing.Point] = []
    var lower: [PlotDrawing.Point] = []
    for (index, column) in columns.enumerated() where column.ticks > 0 {
      let (from, to) = edges(index)
      let high = frame.bottom - axis.position(Double(column.maximum) * scale) * frame.height
      let low = frame.bottom - axis.position(Double(column.minimum) * scale) * frame.height
      upper += [.init(x: from, y: high), .init(x: to, y: high)]
      lower += [.init(x: from, y: low), .init(x: to, y: low)]
    }
    drawing.area(upper + lower.reversed(), colour)
  }

  private mutating func drawMean(
    _ columns: [StepSeries.Bucket], _ axis: PlotAxis, _ frame: Frame, scale: Double, _ colour: PlotDrawing.Colour,
    skipsZero: Bool = false
  ) {
    var points: [PlotDrawing.Point] = []
    for (index, column) in columns.enumerated() {
      guard column.ticks > 0, !skipsZero || column.mean > 0 else {
        drawing.line(points, width: 1.6, colour)
        points = []
        continue
      }
      let (from, to) = edges(index)
      let y = frame.bottom - axis.position(column.mean * scale) * frame.height
      points += [.init(x: from, y: y), .init(x: to, y: y)]
    }
    drawing.line(points, width: 1.6, colour)
  }

  private mutating func drawKeys(_ keys: [(name: String, colour: PlotDrawing.Colour, isLine: Bool)], _ top: Double) {
    for (index, key) in keys.enumerated() {
      let y = top + 10 + Double(index) * 19
      if key.isLine {
        drawing.line(PowerPlot.legend, y, PowerPlot.legend + 22, y, width: 2.4, key.colour)
      } else {
        drawing.rectangle(PowerPlot.legend, y - 6, 22, 12, key.colour)
      }
      drawing.text(key.name, PowerPlot.legend + 30, y + 4.5, size: 12.5, Ink.text)
    }
  }

  private mutating func drawTimeAxis() {
    let y = self.y - PowerPlot.gap
    for mark in time.marks {
      drawing.line(x(mark.value), y, x(mark.value), y + 5, Ink.frame)
      drawing.text(mark.label, x(mark.value), y + 20, size: 12.5, anchor: .middle, Ink.text)
    }
    let title = time.isOfDay ? "time of day, from power-on at 07:00" : "virtual time since power-on"
    drawing.text(
      title, (PowerPlot.left + PowerPlot.right) / 2, y + 42, size: 13.5, anchor: .middle,
      Ink.text, bold: true)
  }
}
