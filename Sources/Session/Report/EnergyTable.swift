import Formats

/// The energy table of a report as text.
public enum EnergyTable {
  /// Charges that would be shown as 0.000 uAh.
  private static let least = 0.0005

  /// The columns before what a line below the table says.
  private static let hanging = 17

  /// The table with totals, averages, expected life and what was not modelled; ends without a line break. It fits a
  /// terminal of so many `columns`; `nil` is any width.
  public static func render(
    _ report: Report, capacityMilliampereHours: Double, columns: Int? = nil
  ) -> String {
    // Rows that cost nothing even at their highest would hide the others.
    let visible = report.chargeUah.filter { $0.high >= EnergyTable.least }
    let rows = rows(visible, of: report)
    let widths = EnergyColumns(rows, fitting: columns)
    var lines: [String] = []
    let hidden = report.chargeUah.count - visible.count
    if hidden > 0 { lines.append("(\(hidden) states below 0.001 uAh are left out here; the report has them)") }
    lines.append("(envelope: all coefficients at their low ends together ... all at their high ends; no interval)")
    if !widths.hasBand { lines.append("(the envelopes are left out here; the report has them)") }
    lines.append("")
    lines += running(report, capacityMilliampereHours: capacityMilliampereHours)
    let battery = report.battery
    lines.append(
      "battery          \(battery.startPercent) % \(battery.startMv) mV at the start, "
        + "\(battery.endPercent) % \(battery.endMv) mV at the end")
    lines += report.store?.lines ?? []
    if let cell = report.cell.text { lines.append(cell) }
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
    if let tool = report.hostTool { lines.append(tool.text) }
    if report.radio != "off" { lines.append("radio            \(report.radio)") }
    if !report.overriddenCoefficients.isEmpty {
      let names = report.overriddenCoefficients.map(\.name).joined(separator: ", ")
      lines.append("coefficients     not the documented ones: \(names)")
    }
    lines.append(contentsOf: unmodelled(report))
    return (rows.map(widths.text) + lines.flatMap { line($0, columns: columns) }).joined(separator: "\n")
  }

  /// A line below the table, on as many as it needs.
  public static func line(_ text: String, columns: Int?) -> [String] {
    // The name of a long word, such as a digest, stands close to it where both just fit.
    let name = text.prefix(hanging)
    let close = name.prefix { $0 != " " } + "  " + text.dropFirst(hanging)
    if let columns, text.count > columns, close.count <= columns, !text.dropFirst(hanging).contains(" ") {
      return [String(close)]
    }
    return FlowText.wrapped(text, hanging: name.first == "(" ? 1 : hanging, columns: columns)
  }

  /// The rows with their heading and totals.
  private static func rows(_ visible: [Report.Row], of report: Report) -> [EnergyColumns.Row] {
    func row(_ component: String, _ state: String, _ time: String, _ rows: [Report.Row], of total: Double)
      -> EnergyColumns.Row
    {
      let (low, typical, high) = rows.reduce((0, 0, 0)) { ($0.0 + $1.low, $0.1 + $1.typical, $0.2 + $1.high) }
      return EnergyColumns.Row(
        component: component, state: state, time: time, charge: NumberText.decimal(typical, 3),
        share: NumberText.decimal(total > 0 ? 100 * typical / total : 0, 1) + " %",
        band: "\(NumberText.decimal(low, 3)) ... \(NumberText.decimal(high, 3))")
    }
    let total = report.chargeUah.reduce(0) { $0 + $1.typical }
    var rows = [
      EnergyColumns.Row(
        component: "component", state: "state", time: "time", charge: "uAh", share: "share", band: "envelope uAh")
    ]
    rows += visible.map { row($0.component, $0.state, seconds($0.seconds), [$0], of: total) }
    var sum = row("total", "", "", report.chargeUah, of: total)
    sum.share = "100.0 %"
    rows.append(sum)
    let usb = report.chargeUah.reduce(0) { $0 + $1.usbNanocoulombs }
    if usb > 0 {
      rows.append(
        EnergyColumns.Row(component: "of it from VBUS", charge: NumberText.decimal(Double(usb) / 3.6e6, 3)))
    }
    return rows
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
}
