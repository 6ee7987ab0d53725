import Lab

/// One line of a sweep's progress that overwrites itself.
struct SweepProgressLine {
  /// Whether a person sees it.
  let isShown: Bool

  /// Shows how far the sweep is.
  func show(_ progress: Lab.Sweep.Progress) {
    guard isShown else { return }
    let share = progress.total > 0 ? Double(progress.done) / Double(progress.total) : 1
    let filled = Int(share * 30)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    let left = progress.secondsLeft.map { "  \(EnergyTable.decimal($0, 0)) s left" } ?? ""
    Standard.error.write("\r\(bar) \(progress.done) of \(progress.total) points\(left)\u{1B}[K")
  }

  /// Removes it.
  func clear() { if isShown { Standard.error.write("\r\u{1B}[K") } }
}
