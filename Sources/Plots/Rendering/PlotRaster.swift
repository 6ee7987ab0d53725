/// Renders a drawing as pixels, with smooth edges: each shape's coverage is gathered first, then painted once, so that
/// the pieces of a line do not darken each other.
package struct PlotRaster {
  /// Lines sampled in each row of pixels.
  private static let samples = 4

  package let width: Int
  package let height: Int
  /// Red, green, blue, row by row from the top.
  package private(set) var pixels: [UInt8]
  private var coverage: [Float]
  private var rows: Range<Int> = 0..<0

  /// Renders a drawing on white.
  package init(_ drawing: PlotDrawing) {
    width = drawing.width
    height = drawing.height
    pixels = Array(repeating: 255, count: width * height * 3)
    coverage = Array(repeating: 0, count: width * height)
    for shape in drawing.shapes { render(shape) }
  }

  private mutating func render(_ shape: PlotDrawing.Shape) {
    switch shape {
    case .line(let points, let width, let colour):
      stroke(points, width: width)
      paint(colour)
    case .area(let points, let colour):
      fill(points)
      paint(colour)
    case .text(let text):
      render(text)
      paint(text.colour)
    }
  }

  private mutating func render(_ text: PlotDrawing.Text) {
    let (strokes, length) = PlotFont.lines(text.string, size: text.size)
    let shift =
      switch text.anchor {
      case .start: 0.0
      case .middle: -length / 2
      case .end: -length
      }
    let width = text.size * (text.isBold ? 0.135 : 0.1)
    for line in strokes {
      let points = line.map { point in
        text.isUpright
          ? PlotDrawing.Point(x: text.place.x + point.y, y: text.place.y - point.x - shift)
          : PlotDrawing.Point(x: text.place.x + point.x + shift, y: text.place.y + point.y)
      }
      stroke(points, width: width)
    }
  }

  /// Every piece reaches half a width past its ends, which closes the joints; a piece without length is a dot.
  private mutating func stroke(_ points: [PlotDrawing.Point], width: Double) {
    let half = width / 2
    for (from, to) in zip(points, points.dropFirst()) {
      var (dx, dy) = (to.x - from.x, to.y - from.y)
      let length = (dx * dx + dy * dy).squareRoot()
      if length > 0 { (dx, dy) = (dx / length * half, dy / length * half) } else { (dx, dy) = (half * 1.4, 0) }
      fill([
        .init(x: from.x - dx - dy, y: from.y - dy + dx), .init(x: to.x + dx - dy, y: to.y + dy + dx),
        .init(x: to.x + dx + dy, y: to.y + dy - dx), .init(x: from.x - dx + dy, y: from.y - dy - dx),
      ])
    }
  }

  /// Adds a polygon to the coverage; where it winds around a place at all, the place is inside.
  private mutating func fill(_ points: [PlotDrawing.Point]) {
    guard let top = points.map(\.y).min(), let bottom = points.map(\.y).max(), top < Double(height), bottom > 0 else {
      return
    }
    let first = max(Int(top), 0)
    let last = min(Int(bottom), height - 1)
    guard first <= last else { return }
    rows = rows.isEmpty ? first..<last + 1 : min(rows.lowerBound, first)..<max(rows.upperBound, last + 1)
    let samples = Double(PlotRaster.samples)
    var crossings = Array(repeating: [(x: Double, turn: Int)](), count: (last - first + 1) * PlotRaster.samples)
    for index in points.indices {
      var (from, to) = (points[index], points[(index + 1) % points.count])
      if from.y == to.y { continue }
      let turn = from.y < to.y ? 1 : -1
      if turn < 0 { swap(&from, &to) }
      // Sample n of row r lies at r + (n + 0.5) / samples.
      let begin = max(Int(((from.y - Double(first)) * samples - 0.5).rounded(.up)), 0)
      let end = min(Int(((to.y - Double(first)) * samples - 0.5).rounded(.up)), crossings.count)
      guard begin < end else { continue }
      for sample in begin..<end {
        let y = Double(first) + (Double(sample) + 0.5) / samples
        crossings[sample].append((from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y), turn))
      }
    }
    for sample in crossings.indices {
      let sorted = crossings[sample].sorted { $0.x < $1.x }
      var winding = 0
      for (here, next) in zip(sorted, sorted.dropFirst()) {
        winding += here.turn
        if winding != 0 { cover(row: first + sample / PlotRaster.samples, from: here.x, to: next.x) }
      }
    }
  }

  private mutating func cover(row: Int, from: Double, to: Double) {
    let (from, to) = (max(from, 0), min(to, Double(width)))
    guard from < to else { return }
    let share = 1 / Float(PlotRaster.samples)
    for column in Int(from)...min(Int(to), width - 1) {
      let part = min(to, Double(column + 1)) - max(from, Double(column))
      if part > 0 { coverage[row * width + column] += Float(part) * share }
    }
  }

  private mutating func paint(_ colour: PlotDrawing.Colour) {
    let opacity = Float(colour.alpha) / 255
    for place in rows.lowerBound * width..<rows.upperBound * width where coverage[place] > 0 {
      let share = min(coverage[place], 1) * opacity
      coverage[place] = 0
      for (channel, value) in [colour.red, colour.green, colour.blue].enumerated() {
        let old = Float(pixels[3 * place + channel])
        pixels[3 * place + channel] = UInt8((old + (Float(value) - old) * share).rounded())
      }
    }
    rows = 0..<0
  }
}
