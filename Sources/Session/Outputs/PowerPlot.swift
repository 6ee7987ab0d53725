import Formats
import Machine
import Plots
import Watchers

/// The plot of a recording: current, voltage and state of charge over time, and below them what charger, firmware and
/// wearer did. 1240 pixels wide and high, with texts of 16 pixels and more, so that it can be read at half its width.
struct PowerPlot {
  static let left = 132.0
  static let right = 766.0
  static let legend = 784.0
  /// The width of the keys.
  static let legendWidth = 446.0
  private static let bottom = 1_164.0
  static let gap = 24.0
  static let stripHeight = 66.0
  private static let lineHeight = 132.0
  /// Pixels between neighbouring peaks from which on no line joins them.
  private static let peakJump = 10.0
  static let size = 18.0
  static let noteSize = 17.0
  static let stripSize = 16.0

  enum Ink {
    static let text = PlotDrawing.Colour(0x2B2B2B)
    static let faint = PlotDrawing.Colour(0x6B6B6B)
    static let grid = PlotDrawing.Colour(0xD9DDE2)
    static let minor = PlotDrawing.Colour(0xEEF0F3)
    static let frame = PlotDrawing.Colour(0x8A929B)
    static let cell = PlotDrawing.Colour(0x17508F)
    /// For half, 90 % and 99 % of the time.
    static let cellShares = [0x4A8CCB, 0x8DBBE3, 0xC3DCF2].map { PlotDrawing.Colour($0) }
    static let cellPeak = PlotDrawing.Colour(0x9AA7B5)
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
  var drawing = PlotDrawing(width: 1_240, height: 1_240)
  var y = 0.0

  /// The drawing, under a title; `average` is the run's, in microamperes, where it has one (docs/averages.md).
  static func draw(_ recording: PowerRecording, title: String, average: Double? = nil) -> PlotDrawing {
    var plot = PowerPlot(recording, average)
    plot.drawAll(title)
    return plot.drawing
  }

  private init(_ recording: PowerRecording, _ average: Double?) {
    self.recording = recording
    self.average = average
    time = PlotAxis.time(from: recording.range.lowerBound.inSeconds, to: recording.range.upperBound.inSeconds, count: 8)
  }

  private mutating func drawAll(_ title: String) {
    let name = PlotFont.shortened(title, to: 1_190, size: 24, bold: true)
    drawing.text(name, 24, 38, size: 24, Ink.text, bold: true)
    let length = TimeText.describe(recording.range.upperBound - recording.range.lowerBound)
    let point = NumberText.decimal(width.inSeconds, width < .seconds(10) ? 3 : 0)
    let note = "in the strips, what occurs at all is shown an eighth high or more"
    let lines = PlotFont.wrapped(
      "\(length) of virtual time · each point stands for \(point) s · \(note)", to: 1_190, size: PowerPlot.noteSize)
    for (index, line) in lines.enumerated() {
      drawing.text(line, 24, 66 + 22 * Double(index), size: PowerPlot.noteSize, Ink.faint)
    }
    y = 66 + 22 * Double(lines.count)
    let strips = [recording.firmware != nil, !recording.wearer.isEmpty].filter { $0 }.count + 1
    let below = 2 * (PowerPlot.lineHeight + PowerPlot.gap) + Double(strips) * (PowerPlot.stripHeight + PowerPlot.gap)
    drawCurrent(height: PowerPlot.bottom - y - below)
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
    var keys = [
      Key("from the cell, mean", Ink.cell), Key("from the cell, peak", Ink.cellPeak),
      Key("not above, 50 % of the time", Ink.cellShares[0], isLine: false),
      Key("not above, 90 % of the time", Ink.cellShares[1], isLine: false),
      Key("not above, 99 % of the time", Ink.cellShares[2], isLine: false),
    ]
    let names = ["from VBUS, mean", "into the cell, mean"]
    for (index, (columns, colour)) in others.enumerated() where columns.contains(where: { $0.maximum > 0 }) {
      drawMean(columns, axis, frame, scale: 1e-6, colour, skipsZero: true)
      keys.append(Key(names[index], colour))
    }
    drawKeys(keys, frame.top)
    drawFacts(greatest, from: frame.top + Double(keys.count) * PowerPlot.keyStep + 24, frame)
    endPanel(frame)
  }

  /// Figures beside the current, as many as there is room for.
  private mutating func drawFacts(_ greatest: Int64, from top: Double, _ frame: Frame) {
    var facts: [(text: String, isBelow: Bool)] = []
    if let average { facts += [("from the cell on average", false), (PowerPlot.current(average), true)] }
    facts += [("peak", false), (PowerPlot.current(Double(greatest) / 1e6), true)]
    if recording.fromBus.integral > 0 {
      facts += [("from VBUS on average", false), (PowerPlot.current(ratio(recording.fromBus)), true)]
    }
    let parts = largestParts
    if !parts.isEmpty { facts.append(("charge by component", false)) }
    facts += parts.map { ($0, true) }
    for (index, fact) in facts.enumerated() {
      let level = top + Double(index) * 22
      guard level < frame.bottom + 4 else { break }
      let left = PowerPlot.legend + (fact.isBelow ? 20 : 0)
      let text = PlotFont.shortened(fact.text, to: PowerPlot.legendWidth - 20, size: PowerPlot.noteSize)
      drawing.text(text, left, level, size: PowerPlot.noteSize, Ink.text)
    }
  }

  /// The distribution of the current in each column: from its least value up to what it does not exceed for half, 90 % and 99 %
  /// of the time, the longer, the darker; and a line for its greatest value, which most columns reach for a moment.
  private mutating func drawShares(_ cell: [StepSeries.Bucket], _ axis: PlotAxis, _ frame: Frame) {
    let quantiles = cell.indices.map { index in
      recording.shares.quantiles([0.5, 0.9, 0.99], of: index * columnBuckets..<(index + 1) * columnBuckets)
    }
    func level(_ picoamperes: Double) -> Double { frame.bottom - axis.position(picoamperes / 1e6) * frame.height }
    for share in [2, 1, 0] {
      var upper: [PlotDrawing.Point] = []
      var lower: [PlotDrawing.Point] = []
      for (index, column) in cell.enumerated() where column.ticks > 0 {
        // Between tenths of a decade, within what there was; a current that hardly changes is a line of three pixels.
        let held = min(max(quantiles[index]?[share] ?? 0, Double(column.minimum)), Double(column.maximum))
        let (from, to) = edges(index)
        let low = level(Double(column.minimum))
        let high = min(level(held), low - 3)
        upper += [.init(x: from, y: high), .init(x: to, y: high)]
        lower += [.init(x: from, y: low), .init(x: to, y: low)]
      }
      drawing.area(upper + lower.reversed(), Ink.cellShares[share])
    }
    drawPeaks(cell, level)
  }

  /// The greatest value of each column, which most reach for a moment, as a line that breaks where it jumps: joined, it would be
  /// a block where columns alternate. A single one is a dot of four pixels, so that it is seen.
  private mutating func drawPeaks(_ cell: [StepSeries.Bucket], _ level: (Double) -> Double) {
    var peaks: [PlotDrawing.Point] = []
    func draw(_ drawing: inout PlotDrawing) {
      guard let first = peaks.first, let last = peaks.last else { return }
      let short = max(4 - (last.x - first.x), 0) / 2
      peaks[0].x -= short
      peaks[peaks.count - 1].x += short
      drawing.line(peaks, width: short > 0 ? 4 : 2, Ink.cellPeak)
      peaks = []
    }
    for (index, column) in cell.enumerated() where column.ticks > 0 {
      let (from, to) = edges(index)
      let high = level(Double(column.maximum))
      if let last = peaks.last, abs(last.y - high) > PowerPlot.peakJump { draw(&drawing) }
      peaks += [.init(x: from, y: high), .init(x: to, y: high)]
    }
    draw(&drawing)
  }

  /// What draws most, whatever fed it, and all the others together.
  private var largestParts: [String] {
    let all = recording.components.map { ($0.name, Double($0.current.integral)) }
    let whole = all.reduce(0) { $0 + $1.1 }
    guard whole > 0 else { return [] }
    let parts = all.sorted { $0.1 > $1.1 }.prefix(5).filter { $0.1 >= 0.01 * whole }
    let rest = whole - parts.reduce(0) { $0 + $1.1 }
    func percent(_ charge: Double) -> String { NumberText.decimal(100 * charge / whole, 0) + " %" }
    return parts.map { "\(percent($0.1)) \($0.0)" } + (rest >= 0.005 * whole ? ["\(percent(rest)) all others"] : [])
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
    drawKeys([Key("terminal voltage, mean", Ink.voltage), Key("its range", Ink.voltageBand, isLine: false)], frame.top)
    drawing.text(
      "\(NumberText.decimal(Double(least) / 1e6, 3)) ... \(NumberText.decimal(Double(greatest) / 1e6, 3)) V",
      PowerPlot.legend, frame.top + 76, size: PowerPlot.noteSize, Ink.text)
    endPanel(frame)
  }

  private mutating func drawCharge() {
    let columns = columns(recording.charge)
    let held = columns.filter { $0.ticks > 0 }
    let (least, greatest) = (held.map(\.minimum).min() ?? 0, held.map(\.maximum).max() ?? 0)
    // At least four per cent, none of them below nothing or above full.
    let middle = min(max((Double(least) + Double(greatest)) / 2e4, 2), 98)
    let axis = PlotAxis.linear(
      least: min(Double(least) / 1e4, middle - 2), greatest: max(Double(greatest) / 1e4, middle + 2), span: 4, count: 4,
      places: greatest - least < 40_000 ? 1 : 0)
    let frame = beginPanel("charge, %", axis, height: PowerPlot.lineHeight)
    drawMean(columns, axis, frame, scale: 1e-4, Ink.charge)
    drawKeys([Key("state of charge", Ink.charge)], frame.top)
    if let first = held.first, let last = held.last {
      drawing.text(
        "\(NumberText.decimal(first.mean / 1e4, 1)) % at first, \(NumberText.decimal(last.mean / 1e4, 1)) % at last",
        PowerPlot.legend, frame.top + 50, size: PowerPlot.noteSize, Ink.text)
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
        mark.label, PowerPlot.left - 10, frame.bottom - axis.position(mark.value) * height + 6, size: PowerPlot.size,
        anchor: .end, Ink.text)
    }
    drawing.text(
      title, 34, frame.top + height / 2, size: PowerPlot.size, anchor: .middle, Ink.text, bold: true, upright: true)
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

  /// What a colour means.
  private struct Key {
    var name: String
    var colour: PlotDrawing.Colour
    var isLine: Bool

    init(_ name: String, _ colour: PlotDrawing.Colour, isLine: Bool = true) {
      (self.name, self.colour, self.isLine) = (name, colour, isLine)
    }
  }

  private static let keyStep = 25.0

  private mutating func drawKeys(_ keys: [Key], _ top: Double) {
    for (index, key) in keys.enumerated() {
      let y = top + 12 + Double(index) * PowerPlot.keyStep
      if key.isLine {
        drawing.line(PowerPlot.legend, y, PowerPlot.legend + 26, y, width: 3, key.colour)
      } else {
        drawing.rectangle(PowerPlot.legend, y - 8, 26, 16, key.colour)
      }
      drawing.text(key.name, PowerPlot.legend + 36, y + 6, size: PowerPlot.noteSize, Ink.text)
    }
  }

  private mutating func drawTimeAxis() {
    let y = self.y - PowerPlot.gap
    for mark in time.marks {
      drawing.line(x(mark.value), y, x(mark.value), y + 6, Ink.frame)
      drawing.text(mark.label, x(mark.value), y + 26, size: PowerPlot.size, anchor: .middle, Ink.text)
    }
    let title = time.isOfDay ? "time of day, from power-on at 07:00" : "virtual time since power-on"
    drawing.text(
      title, (PowerPlot.left + PowerPlot.right) / 2, y + 56, size: PowerPlot.size,
      anchor: .middle, Ink.text, bold: true)
  }
}
