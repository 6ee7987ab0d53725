import Formats

/// The names below an axis: in one row where they fit, in two where that is enough, else slanted to read upwards.
struct ChartLabels {
  private enum Form { case one, two, upright }

  private let names: [String]
  private let size: Double
  private let form: Form
  /// How far they reach below the axis.
  let height: Double

  /// So much room from one to the next.
  init(_ names: [String], slot: Double, size: Double) {
    self.names = names
    self.size = size
    let widest = names.map { PlotFont.width($0, size: size) }.max() ?? 0
    form = widest + 12 <= slot ? .one : widest + 12 <= 2 * slot ? .two : .upright
    height =
      switch form {
      case .one: 30
      case .two: 54
      case .upright: widest + 20
      }
  }

  /// Draws each at its place.
  func draw(_ drawing: inout PlotDrawing, below axis: Double, place: (Int) -> Double) {
    for (index, name) in names.enumerated() {
      let x = place(index)
      switch form {
      case .one: drawing.text(name, x, axis + 26, size: size, anchor: .middle)
      case .two: drawing.text(name, x, axis + (index % 2 == 0 ? 26 : 50), size: size, anchor: .middle)
      case .upright: drawing.text(name, x + 6, axis + 12, size: size, anchor: .end, upright: true)
      }
    }
  }
}
