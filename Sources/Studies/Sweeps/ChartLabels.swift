import Plots

/// The names below an axis: in one row where they fit, broken at spaces where that is enough, else in two rows, else turned
/// to read upwards. Names that are too long for that are shortened in the middle.
struct ChartLabels {
  private enum Form { case broken, two, upright }

  /// How long a name that reads upwards may be, in pixels.
  private static let longest = 300.0
  /// So many lines a name may be broken into.
  private static let lineLimit = 3
  /// The room that upright names need from one to the next.
  static let uprightSlot = 24.0

  private let lines: [[String]]
  private let size: Double
  private let form: Form
  /// How far they reach below the axis.
  let height: Double

  /// So much room from one to the next.
  init(_ names: [String], slot: Double, size: Double) {
    self.size = size
    let widest = names.map { PlotFont.room($0, size: size) }.max() ?? 0
    let words = names.flatMap { $0.split(separator: " ") }.map { PlotFont.room(String($0), size: size) }.max() ?? 0
    let broken = names.map { PlotFont.wrapped($0, to: slot - 12, size: size) }
    let most = broken.map(\.count).max() ?? 0
    if words + 12 <= slot, most <= Self.lineLimit {
      (form, lines, height) = (.broken, broken, 8 + 24 * Double(max(most, 1)))
    } else if names.count > 2, widest + 12 <= 1.6 * slot {
      (form, lines, height) = (.two, names.map { [$0] }, 56)
    } else {
      // Names that would then be the same stay as they are.
      let cut = names.map { PlotFont.shortened($0, to: Self.longest, size: size) }
      let short = Set(cut).count == Set(names).count ? cut : names
      let reach = short.map { PlotFont.room($0, size: size) }.max() ?? 0
      (form, lines, height) = (.upright, short.map { [$0] }, reach + 20)
    }
  }

  /// Draws each at its place.
  func draw(_ drawing: inout PlotDrawing, below axis: Double, place: (Int) -> Double) {
    for (index, lines) in lines.enumerated() {
      let x = place(index)
      for (line, text) in lines.enumerated() {
        let row = form == .two ? index % 2 : line
        if form == .upright {
          drawing.text(text, x + 6, axis + 12, size: size, anchor: .end, upright: true)
        } else {
          drawing.text(text, x, axis + 26 + 24 * Double(row), size: size, anchor: .middle)
        }
      }
    }
  }
}
