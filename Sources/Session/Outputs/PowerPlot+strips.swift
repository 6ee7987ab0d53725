import Formats
import Machine
import Plots
import Watchers

/// The strips below the curves: what charger, firmware and wearer did.
extension PowerPlot {
  /// Shares of time by state, stacked in each column.
  mutating func drawStrip(_ title: String, _ columns: StateColumns, grey: String) {
    let frame = beginStrip(title)
    var keys: [(String, PlotDrawing.Colour, Double)] = []
    var base = Array(repeating: 0.0, count: columns.shares.count)
    var inks = Ink.states.dropFirst().makeIterator()
    let visible = columns.visible(idle: columns.labels.firstIndex(of: grey))
    for (label, name) in columns.labels.enumerated() {
      let colour = name == grey ? Ink.states[0] : inks.next() ?? Ink.states[7]
      let shares = visible.map { $0[label] }
      keys.append((name, colour, columns.total(of: label)))
      drawShares(shares, &base, frame, colour)
    }
    endStrip(frame, keys)
  }

  private mutating func drawShares(
    _ shares: [Double], _ base: inout [Double], _ frame: Frame, _ colour: PlotDrawing.Colour
  ) {
    var upper: [PlotDrawing.Point] = []
    var lower: [PlotDrawing.Point] = []
    for (index, share) in shares.enumerated() {
      if share > 0 {
        let (from, to) = edges(index)
        let (low, high) = (
          frame.bottom - base[index] * frame.height, frame.bottom - (base[index] + share) * frame.height
        )
        upper += [.init(x: from, y: high), .init(x: to, y: high)]
        lower += [.init(x: from, y: low), .init(x: to, y: low)]
        base[index] += share
      }
      if share == 0 || index == shares.count - 1 {
        drawing.area(upper + lower.reversed(), colour)
        upper = []
        lower = []
      }
    }
  }

  mutating func drawWearer() {
    let frame = beginStrip("wearer")
    var names: [String] = []
    var ticks: [Tick] = []
    for (index, segment) in recording.wearer.enumerated() {
      let end = index + 1 < recording.wearer.count ? recording.wearer[index + 1].start : recording.range.upperBound
      let from = max(segment.start, recording.range.lowerBound)
      guard end > from else { continue }
      // The case's name, without what it holds.
      let name = String("\(segment.activity)".prefix { $0 != "(" })
      if !names.contains(name) {
        names.append(name)
        ticks.append(0)
      }
      ticks[names.firstIndex(of: name) ?? 0] += end - from
      let (left, right) = (x(from.inSeconds), x(end.inSeconds))
      drawing.rectangle(left, frame.top, right - left, frame.height, PowerPlot.ink(ofActivity: name))
    }
    let whole = Double(max(recording.range.upperBound - recording.range.lowerBound, 1))
    endStrip(frame, zip(names, ticks).map { ($0, PowerPlot.ink(ofActivity: $0), Double($1) / whole) })
  }

  private static func ink(ofActivity name: String) -> PlotDrawing.Colour {
    switch name {
    case "still": Ink.states[0]
    case "sleep": PlotDrawing.Colour(0x6C7FB0)
    case "rest": Ink.states[3]
    case "walk": Ink.states[2]
    case "run": Ink.states[4]
    case "wave": Ink.states[5]
    case "raise": Ink.states[7]
    default: Ink.states[6]
    }
  }

  private mutating func beginStrip(_ title: String) -> Frame {
    let frame = Frame(top: y, height: PowerPlot.stripHeight)
    drawing.text(
      title, PowerPlot.left - 10, frame.top + frame.height / 2 + 6, size: PowerPlot.size, anchor: .end, Ink.text,
      bold: true)
    return frame
  }

  /// The largest six states get a key.
  private mutating func endStrip(_ frame: Frame, _ keys: [(name: String, colour: PlotDrawing.Colour, share: Double)]) {
    let shown = keys.filter { $0.share > 0 }.sorted { $0.share > $1.share }.prefix(6).map { key in
      (text: "\(key.name) \(PowerPlot.percent(key.share, isAll: keys.count { $0.share > 0 } == 1))", colour: key.colour)
    }
    // Two columns, the first as wide as it needs.
    let first = shown.prefix(3).map { PlotFont.room($0.text, size: PowerPlot.stripSize) + 32 }.max() ?? 0
    for (index, key) in shown.enumerated() {
      let left = index < 3 ? 0 : min(first, 0.6 * PowerPlot.legendWidth)
      let x = PowerPlot.legend + left
      let y = frame.top + 11 + Double(index % 3) * 22
      drawing.rectangle(x, y - 7, 14, 14, key.colour)
      let room = shown.count > 3 && index < 3 ? 0.6 * PowerPlot.legendWidth - 30 : PowerPlot.legendWidth - left - 20
      let text = PlotFont.shortened(key.text, to: room, size: PowerPlot.stripSize)
      drawing.text(text, x + 20, y + 6, size: PowerPlot.stripSize, Ink.text)
    }
    endPanel(frame)
  }

  /// A share of time. What is not all of it is not called so.
  private static func percent(_ share: Double, isAll: Bool) -> String {
    let percent = share * 100
    if percent < 0.1 { return "<0.1 %" }
    if isAll { return "100 %" }
    return NumberText.decimal(min(percent, 99.9), percent < 10 || percent > 99.5 ? 1 : 0) + " %"
  }
}
