import Foundation
import Programs
import Testing

/// The cell, the charger and the firmware that minds them, over days.
@Suite struct ChargingTests {
  /// Runs with a list of events and checks that the cell lost and gained exactly what the report says.
  private func run(_ arguments: [String], events: [String]) throws -> RunReport {
    let folder = try Programs.temporaryFolder()
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

  // MARK: What the band shows

  private static let fullCell = Int128(70) * 3_600 * 1_000_000_000 * 1_536_000_000

  /// What the band shows and the truth in percent, so many minutes after the start.
  private func shown(
    _ arguments: [String], events: [String], at minutes: [Int]
  ) throws -> [(minute: Int, shown: Int, truth: Double, state: Int)] {
    try minutes.map { minute in
      let report = try run(arguments + ["--wear", "none", "--for", "\(minute)m"], events: events)
      return (
        minute, report.statistics["soc_percent"] ?? -1,
        100 * Double(report.charge("end_charge")) / Double(Self.fullCell), report.statistics["charge_state"] ?? -1
      )
    }
  }

  @Test func aPlugPulledHalfWayDoesNotMoveWhatIsShown() throws {
    let events = ["3m,charger,in", "25m,charger,out", "31m,charger,in", "40m,charger,out"]
    let minutes = [2, 15, 24, 25, 26, 27, 28, 30, 33, 39, 40, 41, 42, 43, 50, 70]
    let rows = try shown(["--charge", "45"], events: events, at: minutes)
    for row in rows { #expect(abs(Double(row.shown) - row.truth) <= 3, "\(row)") }
    for (row, next) in zip(rows, rows.dropFirst()) where next.minute == row.minute + 1 {
      #expect(abs(next.shown - row.shown) <= 2, "\(row) \(next)")
    }
  }

  @Test func chargingToFullNeverSticks() throws {
    let rows = try shown(
      ["--charge", "60"], events: ["1m,charger,in"], at: Array(stride(from: 5, through: 105, by: 10)) + [170])
    for row in rows { #expect(abs(Double(row.shown) - row.truth) <= 3, "\(row)") }
    for (row, next) in zip(rows, rows.dropFirst()) where row.truth < 90 { #expect(next.shown > row.shown, "\(row)") }
    #expect(rows.last?.shown == 100 && rows.last?.state == 5)
  }

  @Test(arguments: [
    ["1m,temperature,-1", "2m,charger,in", "50m,charger,out"],
    ["1m,charger,in", "10m,temperature,50", "20m,temperature,30", "30m,temperature,49", "38m,temperature,20"],
    ["30s,temperature,44", "1m,charger,in", "45m,charger,out"],
  ])
  func frostAndHeatDoNotMoveWhatIsShown(events: [String]) throws {
    for row in try shown(["--charge", "35"], events: events, at: [3, 12, 19, 22, 32, 37, 41, 49, 52, 75]) {
      #expect(abs(Double(row.shown) - row.truth) <= 3, "\(row)")
    }
  }
}
