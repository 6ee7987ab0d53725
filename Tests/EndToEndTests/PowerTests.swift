import Foundation
import Testing

/// The power model as people meet it, and its averages beside published ones (docs/accuracy.md, "Power").
@Suite struct PowerTests {
  /// The heart-rate module's share, in microamperes.
  private func heartRate(_ report: RunReport) -> Double {
    let charge = report.rows.filter { $0["component"] as? String == "AS7000" }
      .reduce(0) { $0 + ($1["typical"] as? Double ?? 0) }
    return charge / (report.virtualSeconds / 3_600)
  }

  /// 30 to 90 uA are published for bands that count steps only: screen, radio and heart rate off.
  @Test func countingStepsOnlyIsWithinWhatIsPublished() throws {
    let day = try Bandbox.report(["--for", "1d", "--wear", "walk:60"])
    let display = day.rows.filter { $0["component"] as? String == "OLED" && $0["state"] as? String == "on" }
    #expect(display.isEmpty, "nobody touches the key")
    let band = day.object("average_current_ua")
    let steps = day.average - heartRate(day)
    #expect(steps >= 15 && steps <= 90, "\(steps) uA")
    #expect(band["high"] as? Double ?? 0 > 30)
  }

  @Test func theTableCanBeOverridden() throws {
    let folder = try Bandbox.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/mine.yaml"
    try "coefficients:\n  touch key.idle: 0\n".write(toFile: file, atomically: true, encoding: .utf8)
    let documented = try Bandbox.report(["--for", "1h", "--wear", "none"])
    let changed = try Bandbox.report(["--for", "1h", "--wear", "none", "--coefficients", file])
    #expect(abs(documented.average - changed.average - 3) < 1e-6)
    let names = (changed.json["overridden_coefficients"] as? [[String: Any]] ?? []).map { $0["name"] as? String }
    #expect(names == ["touch key.idle"])
    #expect((documented.json["overridden_coefficients"] as? [Any])?.isEmpty == true)

    let table = try Bandbox.run(["power", "--coefficients", "--json", "--overrides", file])
    let rows = try JSONSerialization.jsonObject(with: Data(table.output.utf8)) as? [String: [[String: Any]]]
    let kinds = Dictionary(
      (rows?["coefficients"] ?? []).map { ($0["name"] as? String ?? "", $0["kind"] as? String ?? "") }
    ) { first, _ in first }
    #expect(kinds["touch key.idle"] == "override" && kinds["OLED.on"] == "estimate")

    try "coefficients:\n  touch kee.idle: 0\n".write(toFile: file, atomically: true, encoding: .utf8)
    let wrong = try Bandbox.run(["run", Bandbox.band, "--for", "1s", "--coefficients", file])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("\(file):2: unknown coefficient 'touch kee.idle', did you mean 'touch key.idle'?"))
  }

  @Test func theRadioCostsItsEvents() throws {
    let off = try Bandbox.report(["--for", "1h", "--wear", "none"])
    let advertising = try Bandbox.report(["--for", "1h", "--wear", "none", "--radio", "advertising:500ms"])
    let connected = try Bandbox.report(["--for", "1h", "--wear", "none", "--radio", "connected:1s"])
    #expect(abs(advertising.average - off.average - 19.6) < 1e-6)
    #expect(abs(connected.average - off.average - 12.15) < 1e-6)
    #expect(advertising.statistics["wakeups"] == off.statistics["wakeups"], "the CPU does not wake for it")
  }

  @Test func aBankLeavesTheBandAndSnapshotsKeepEverything() throws {
    let folder = try Bandbox.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let events = folder + "/events.csv"
    try "time,what,value\n10m,charger,in\n20m,temperature,5\n".write(toFile: events, atomically: true, encoding: .utf8)
    let common = [
      "--wear", "rest", "--charge", "50", "--events", events, "--radio", "advertising:1s", "--cell-cycles", "200",
    ]
    let bank = try Bandbox.report(["--for", "1h", "--charge-source", "bank"] + common)
    // 45 mA are below the bank's 60: it goes after half a minute.
    let uah = Double(bank.charge("charge_in")) / 3_600e6 / 1_536_000_000
    #expect(uah > 340 && uah < 380, "\(uah)")
    let source = ["--charge-source", "mains:20m/10m,loose:5m/2s"] + common
    let whole = try Bandbox.report(["--for", "2h"] + source)
    _ = try Bandbox.report(["--for", "47m", "--snapshot-out", folder + "/s"] + source)
    let rest = try Bandbox.report([
      "--for", "73m", "--snapshot-in", folder + "/s", "--wear", "rest", "--events", events,
    ])
    #expect(rest.digest == whole.digest)
    let charge = whole.charge("start_charge") + whole.charge("charge_in") - whole.charge("charge_out")
    #expect(charge == whole.charge("end_charge"))
  }
}
