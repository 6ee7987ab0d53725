import Formats

/// The energy table of a report as text.
public enum EnergyTable {
  /// Charges that would be shown as 0.000 uAh.
  private static let least = 0.0005

  /// The table with totals, averages, expected life and what was not modelled; ends without a line break.
  public static func render(_ report: Report, capacityMilliampereHours: Double) -> String {
    var lines = ["component           state                  time        charge uAh   share    band uAh"]
    let total = report.chargeUah.reduce(0) { $0 + $1.typical }
    // Rows that cost nothing even at their highest would hide the others.
    let visible = report.chargeUah.filter { $0.high >= EnergyTable.least }
    for row in visible {
      let share = total > 0 ? 100 * row.typical / total : 0
      lines.append(
        pad(row.component, 20) + pad(row.state, 20) + padLeft(seconds(row.seconds), 10)
          + padLeft(NumberText.decimal(row.typical, 3), 17) + padLeft(NumberText.decimal(share, 1) + " %", 9)
          + "    \(NumberText.decimal(row.low, 3)) ... \(NumberText.decimal(row.high, 3))")
    }
    let low = report.chargeUah.reduce(0) { $0 + $1.low }
    let high = report.chargeUah.reduce(0) { $0 + $1.high }
    lines.append(
      pad("total", 50) + padLeft(NumberText.decimal(total, 3), 17) + padLeft("100.0 %", 9)
        + "    \(NumberText.decimal(low, 3)) ... \(NumberText.decimal(high, 3))")
    let usb = report.chargeUah.reduce(0) { $0 + $1.usbNanocoulombs }
    if usb > 0 { lines.append(pad("of it from VBUS", 50) + padLeft(NumberText.decimal(Double(usb) / 3.6e6, 3), 17)) }
    let hidden = report.chargeUah.count - visible.count
    if hidden > 0 { lines.append("(\(hidden) states below 0.001 uAh are left out here; the report has them)") }
    lines.append("")
    lines += running(report, capacityMilliampereHours: capacityMilliampereHours)
    let battery = report.battery
    lines.append(
      "battery          \(battery.startPercent) % \(battery.startMv) mV at the start, "
        + "\(battery.endPercent) % \(battery.endMv) mV at the end")
    if let steps = report.trueSteps {
      let counted = report.statistics["steps"].map { ", the band counted \($0)" } ?? ""
      lines.append("steps            \(steps) walked\(counted)")
    }
    // The start itself is no news.
    let resets = report.resets.filter { $0.key != "power_on" || $0.value != 1 }.sorted { $0.key < $1.key }
    if !resets.isEmpty {
      lines.append("resets           " + resets.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
    }
    lines += faults(report)
    if report.radio != "off" { lines.append("radio            \(report.radio)") }
    if !report.overriddenCoefficients.isEmpty {
      let names = report.overriddenCoefficients.map(\.name).joined(separator: ", ")
      lines.append("coefficients     not the documented ones: \(names)")
    }
    lines.append(contentsOf: unmodelled(report))
    return lines.joined(separator: "\n")
  }

  private static func unmodelled(_ report: Report) -> [String] {
    guard !report.unmodelled.isEmpty else { return ["not modelled     nothing was touched that is not modelled"] }
    return ["not modelled     touched by the firmware, without effect here:"]
      + report.unmodelled.map { "  \($0.address)  \(pad($0.register, 32)) \($0.reads) reads, \($0.writes) writes" }
  }

  private static func seconds(_ value: Double) -> String { NumberText.decimal(value, value < 100 ? 3 : 0) + " s" }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 1))
  }

  private static func padLeft(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(width - text.count, 1)) + text
  }
}
