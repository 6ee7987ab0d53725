import Formats

/// One line of progress of counted work that overwrites itself.
struct CountLine {
  /// What is counted, such as `points`.
  let unit: String
  private let line: StatusLine

  /// Shown where a person sees standard error.
  init(_ unit: String, isQuiet: Bool) {
    self.unit = unit
    line = StatusLine(isQuiet: isQuiet)
  }

  /// Shows how much is done, and the seconds left where they are known.
  func show(_ done: Int, of total: Int, secondsLeft: Double? = nil) {
    let bar = ProgressLine.bar(total > 0 ? Double(done) / Double(total) : 1)
    let left = secondsLeft.map { "  \(NumberText.decimal($0, 0)) s left" } ?? ""
    line.show("\(bar)  \(done) of \(total) \(unit)\(left)")
  }

  /// Removes it.
  func clear() { line.clear() }
}
