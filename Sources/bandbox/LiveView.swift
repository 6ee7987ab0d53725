import Lab
import Machine

/// The band in a terminal: its display, its battery, its current, and what the keys do.
struct LiveView {
  /// The image's path, for the title.
  var image: String
  /// The pseudo-terminal's path, if there is one.
  var port: String?

  /// The screen for a status, from the top left corner.
  func render(_ status: LiveStatus) -> String {
    var lines = [" Bandbox   \(image)", ""]
    let width = status.columns
    lines.append(" ╭" + String(repeating: "─", count: width) + "╮")
    lines += HalfBlocks.render(status.pixels, columns: width).map { " │\($0)│" }
    lines.append(" ╰" + String(repeating: "─", count: width) + "╯")
    lines.append("")
    let clock = TimeText.describe(status.time)
    lines.append(" time      \(clock) since power-on   \(rounded(status.speed, 1))x real time")
    var battery = " battery   \(status.percent) %   \(status.millivolts) mV"
    if status.isChargerIn { battery += "   charger in, \(rounded(status.chargeCurrent / 1_000, 2)) mA into the cell" }
    lines.append(battery)
    lines.append(
      " current   \(current(status.currentNow)) now"
        + (status.currentAverage.map { "   \(current($0)) on average" } ?? ""))
    var doing = " band      \(status.activity.rawValue)"
    if let steps = status.steps { doing += "   \(steps) steps" }
    if status.walking > 0 { doing += "   walking \(status.walking) steps/min" }
    lines.append(doing)
    if let port { lines.append(" port      \(port)\(status.isCableIn ? "   attached" : "")") }
    lines.append("")
    lines.append(" t touch   w walk   c charger in/out   q quit")
    // Home, and clear what is left of each line and of the screen: no flicker.
    return "\u{1B}[H" + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J"
  }

  private func current(_ microamperes: Double) -> String {
    microamperes >= 1_000 ? "\(rounded(microamperes / 1_000, 2)) mA" : "\(rounded(microamperes, 1)) uA"
  }

  private func rounded(_ value: Double, _ places: Int) -> String { EnergyTable.decimal(value, places) }
}
