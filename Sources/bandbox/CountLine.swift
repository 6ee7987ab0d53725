import Lab

/// One line of progress of counted work that overwrites itself.
struct CountLine {
  /// What is counted, such as `points`.
  let unit: String
  private let isShown: Bool

  /// Shown where a person sees standard error.
  init(_ unit: String, isQuiet: Bool) {
    self.unit = unit
    isShown = !isQuiet && Standard.error.isTerminal
  }

  /// Shows how much is done, and the seconds left where they are known.
  func show(_ done: Int, of total: Int, secondsLeft: Double? = nil) {
    guard isShown else { return }
    let bar = ProgressLine.bar(total > 0 ? Double(done) / Double(total) : 1)
    let left = secondsLeft.map { "  \(EnergyTable.decimal($0, 0)) s left" } ?? ""
    Standard.error.write("\r\(bar)  \(done) of \(total) \(unit)\(left)\u{1B}[K")
  }

  /// Removes it.
  func clear() { if isShown { Standard.error.write("\r\u{1B}[K") } }
}
