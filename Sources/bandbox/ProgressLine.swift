import Lab
import Machine

/// One line of progress that overwrites itself.
struct ProgressLine {
  /// The run's whole virtual time.
  var total: Tick

  /// The line for a status.
  mutating func update(_ status: LiveStatus) -> String {
    let share = total > 0 ? min(status.time.inSeconds / total.inSeconds, 1) : 0
    var line = "\r\(ProgressLine.bar(share))  \(TimeText.describe(status.time))"
    line += "  \(EnergyTable.decimal(status.speed, 0))x"
    if status.speed > 0, total > status.time {
      line += "  \(EnergyTable.decimal((total - status.time).inSeconds / status.speed, 0)) s left"
    }
    return line + "\u{1B}[K"
  }

  /// A bar for a share of 0 ... 1, and the share in per cent.
  static func bar(_ share: Double) -> String {
    let filled = Int(max(0, min(share, 1)) * 30)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    return "\(bar) \(Int(share * 100)) %"
  }

  /// What removes it.
  func clear() -> String { "\r\u{1B}[K" }
}
