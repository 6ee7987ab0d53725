import Foundation
import Testing

/// The cell, the charger and the firmware that minds them, over days.
@Suite struct ChargingTests {
  /// Runs with a list of events and checks that the cell lost and gained exactly what the report says.
  private func run(_ arguments: [String], events: [String]) throws -> RunReport {
    let folder = try Bandbox.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/events.csv"
    try (["time,what,value"] + events).joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    let report = try Bandbox.report(arguments + ["--events", file])
    #expect(
      report.charge("start_charge") + report.charge("charge_in") - report.charge("charge_out")
        == report.charge("end_charge"))
    return report
  }

  @Test func anEveningOnTheChargerFillsTheCell() throws {
    let charged = try run(["--for", "3h", "--wear", "rest"], events: ["10m,charger,in"])
    #expect(charged.statistics["charge_state"] == 5)
    #expect(charged.statistics["buzzes"] == 1)
    #expect(charged.charge("end_charge") > charged.charge("start_charge"))
  }

  @Test func aHotCellWaits() throws {
    let hot = try run(["--for", "1h", "--wear", "rest"], events: ["5m,temperature,50", "10m,charger,in"])
    #expect(hot.statistics["charge_state"] == 6)
    let cooled = try run(
      ["--for", "3h", "--wear", "rest"], events: ["5m,temperature,50", "10m,charger,in", "20m,temperature,25"])
    #expect(cooled.statistics["charge_state"] == 5)
  }

  /// Empty, it hibernates, then the protection circuit cuts it off; the charger brings it back.
  @Test func aCellThatWasCutOffComesBack() throws {
    let back = try run(["--for", "5d", "--charge", "0", "--wear", "rest"], events: ["4d,charger,in"])
    for mode in ["hibernation", "off"] { #expect(back.object("mode_seconds")[mode] as? Double ?? 0 > 3_600) }
    #expect(back.statistics["charge_state"] == 5)
    #expect(back.statistics["uptime_s"] ?? 0 < 86_400)
  }
}
