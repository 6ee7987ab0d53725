import Lab
import Machine

/// One line of progress that overwrites itself.
struct ProgressLine {
  /// The run's whole virtual time.
  var total: Tick

  /// The line for a status.
  mutating func update(_ status: LiveStatus) -> String {
    let share = total > 0 ? min(status.time.inSeconds / total.inSeconds, 1) : 0
    let filled = Int(share * 30)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    var line = "\r\(bar) \(Int(share * 100)) %  \(TimeText.describe(status.time))"
    line += "  \(EnergyTable.decimal(status.speed, 0))x"
    if status.speed > 0, total > status.time {
      line += "  \(EnergyTable.decimal((total - status.time).inSeconds / status.speed, 0)) s left"
    }
    return line + "\u{1B}[K"
  }

  /// What removes it.
  func clear() -> String { "\r\u{1B}[K" }
}
