import Formats
import Machine
import Session

/// One line of progress that overwrites itself.
struct ProgressLine {
  /// The run's whole virtual time.
  private let total: Tick
  private let line: StatusLine

  /// For a run of so much virtual time.
  init(total: Tick, isQuiet: Bool) {
    self.total = total
    line = StatusLine(isQuiet: isQuiet)
  }

  /// Shows a status.
  func show(_ status: LiveStatus) {
    guard line.isShown else { return }
    let share = total > 0 ? min(status.time.inSeconds / total.inSeconds, 1) : 0
    var text = "\(ProgressLine.bar(share))  \(TimeText.describe(status.time))"
    text += "  \(NumberText.decimal(status.speed, 0))x"
    if status.speed > 0, total > status.time {
      text += "  \(NumberText.decimal((total - status.time).inSeconds / status.speed, 0)) s left"
    }
    line.show(text)
  }

  /// A bar for a share of 0 ... 1, and the share in per cent.
  static func bar(_ share: Double) -> String {
    let filled = Int(max(0, min(share, 1)) * 30)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    return "\(bar) \(Int(share * 100)) %"
  }

  /// Removes it.
  func clear() { line.clear() }
}
