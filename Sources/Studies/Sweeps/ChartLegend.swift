import Plots

/// The key below a chart: what its marks mean, in as many columns as there is room for, and under a heading the curves.
struct ChartLegend {
  /// What stands before a text.
  enum Sign { case diamond, median, band, colour }

  /// One mark and its meaning.
  struct Key {
    var sign: Sign
    var colour: UInt32
    var text: String
  }

  private static let size = 17.0
  private static let step = 27.0
  private static let left = 24.0

  private var rows: [(y: Double, x: Double, key: Key)] = []
  private var headings: [(y: Double, text: String)] = []
  /// Pixels from the top of the first row to the bottom of the last.
  private(set) var height = 0.0

  /// For a chart so wide.
  init(_ marks: [Key], heading: String, curves: [Key], width: Double) {
    let room = width - 2 * Self.left
    add(marks, room)
    guard !curves.isEmpty else { return }
    height += 8
    for line in PlotFont.wrapped(heading, to: room, size: Self.size, bold: true) {
      headings.append((height, line))
      height += Self.step
    }
    add(curves, room)
  }

  private mutating func add(_ keys: [Key], _ room: Double) {
    let widest = keys.map { PlotFont.room($0.text, size: Self.size) }.max() ?? 0
    let columns = max(min(Int(room / (widest + 60)), keys.count, 5), 1)
    for (index, key) in keys.enumerated() {
      var key = key
      key.text = PlotFont.shortened(key.text, to: room - 40, size: Self.size)
      let x = Self.left + Double(index % columns) * room / Double(columns)
      rows.append((height + Double(index / columns) * Self.step, x, key))
    }
    height += Double((keys.count + columns - 1) / max(columns, 1)) * Self.step
  }

  /// Draws it below a height.
  func draw(_ drawing: inout PlotDrawing, below top: Double) {
    for (y, text) in headings { drawing.text(text, Self.left, top + y + 18, size: Self.size, bold: true) }
    for (y, x, key) in rows {
      let middle = top + y + 12
      switch key.sign {
      case .diamond: MetricChart.drawDiamond(&drawing, .init(x: x + 12, y: middle), half: 6.5, key.colour)
      case .median: drawing.line(x, middle, x + 24, middle, width: 2, .init(key.colour))
      case .band: drawing.rectangle(x, middle - 7, 24, 14, .init(key.colour, alpha: 90))
      case .colour: drawing.rectangle(x + 4, middle - 8, 16, 16, .init(key.colour))
      }
      drawing.text(key.text, x + 34, middle + 6, size: Self.size)
    }
  }
}
