import Foundation
import Programs
import Testing

/// The power model as people meet it, and its averages beside published ones (docs/accuracy.md, "Power").
@Suite struct PowerTests {
  /// The average of some states of a component, in microamperes.
  private func share(_ report: RunReport, _ component: String, _ states: [String]) -> Double {
    let rows = report.rows.filter {
      $0["component"] as? String == component && states.contains($0["state"] as? String ?? "")
    }
    return rows.reduce(0) { $0 + ($1["typical"] as? Double ?? 0) } / (report.virtualSeconds / 3_600)
  }

  private func table(_ arguments: [String]) throws -> [String: [String: Any]] {
    let output = try Bandbox.run(["power", "--coefficients", "--json"] + arguments).output
    let json = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return Dictionary((json?["coefficients"] as? [[String: Any]] ?? []).map { ($0["name"] as? String ?? "", $0) }) {
      first, _ in first
    }
  }

  @Test func averagesAreThoseThatArePublished() throws {
    // A day with walks and sixty touches; the states of what is meant to be off are taken out of it.
    let day = try Bandbox.report(["--for", "1d", "--radio", "advertising:100ms"])
    let heartRate = share(day, "AS7000", ["measuring", "idle"])
    let radio = share(day, "radio", ["advertising"])
    let screen = share(day, "OLED", ["on"])
    // 9.8 uC each 105 ms in the mean, at 3.0 V: that power from a cell between 4.02 and 4.04 V.
    #expect(heartRate > 5 && abs(radio * 4.03 / 3 / (98 / 1.05) - 1) < 0.01 && screen > 3)
    // Steps only: 30 to 90 uA are published.
    let steps = day.average - heartRate - radio - screen
    #expect(steps >= 30 && steps <= 90, "\(steps) uA")
    // 20 days of 70 mAh: 146 uA, the maker's claim, with an interval that nobody has published.
    let claim = day.average - heartRate
    #expect(abs(claim / 146 - 1) < 0.25, "\(claim) uA")
  }

  /// A component's charge in all its states, in nanocoulombs.
  private func charge(_ component: String, in report: RunReport) -> Int {
    report.rows.filter { $0["component"] as? String == component }
      .reduce(0) { $0 + ($1["nanocoulombs"] as? Int ?? 0) }
  }

  /// A pull-up of 100 kOhm at the display's chip select, which the firmware holds low while the display is off.
  @Test func aPadThatCostsIsNamed() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let shipped = try Bandbox.run(["boards", "--show", "miband2"]).output
    let file = folder + "/pulled.yaml"
    try shipped.replacing("pull-ups: [P3_3, P1_6]", with: "pull-ups: {P3_3: 100000, P4_2: 100000, P1_6: 100000}")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let options = ["--for", "1m", "--wear", "none"]
    let report = try Bandbox.report(options + ["--board", file])
    let row = try #require(
      report.rows.first {
        $0["component"] as? String == "pad P4_2" && $0["state"] as? String == "resistor against level"
      })
    // 1.8 V over 100 kOhm for a minute less the start.
    let charge = try #require(row["nanocoulombs"] as? Int)
    #expect(charge > 1_079_000 && charge <= 1_080_000, "\(charge) nC")
    let table = try Bandbox.run(["run", Bandbox.band] + options + ["--board", file]).output
    #expect(table.contains(/pad P4_2 +resistor against level/), "\(table)")
    #expect(
      try !Bandbox.report(options).rows.contains {
        $0["component"] as? String == "pad P4_2" && $0["nanocoulombs"] as? Int != 0
      })
  }

  @Test func theTableCanBeOverridden() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/mine.yaml"
    try "coefficients:\n  touch key.idle: 0\n".write(toFile: file, atomically: true, encoding: .utf8)
    let documented = try Bandbox.report(["--for", "1h", "--wear", "none"])
    let changed = try Bandbox.report(["--for", "1h", "--wear", "none", "--coefficients", file])
    // An hour at 19 uA, to the last nanocoulomb; the gauge computes with another voltage, for some cycles more or less.
    #expect(charge("touch key", in: documented) == 68_400_000 && charge("touch key", in: changed) == 0)
    #expect(abs(documented.average - changed.average - 19) < 1e-4)
    let names = (changed.json["overridden_coefficients"] as? [[String: Any]] ?? []).map { $0["name"] as? String }
    #expect(names == ["touch key.idle"])
    #expect((documented.json["overridden_coefficients"] as? [Any])?.isEmpty == true)

    let rows = try table(["--overrides", file])
    #expect(rows["touch key.idle"]?["kind"] as? String == "override")
    #expect(rows["OLED.off"]?["kind"] as? String == "estimate")

    try "coefficients:\n  touch kee.idle: 0\n".write(toFile: file, atomically: true, encoding: .utf8)
    let wrong = try Bandbox.run(["run", Bandbox.band, "--for", "1s", "--coefficients", file])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("\(file):2: unknown coefficient 'touch kee.idle', did you mean 'touch key.idle'?"))
  }

  @Test func theRadioCostsItsEvents() throws {
    func hour(_ radio: String) throws -> RunReport {
      try Bandbox.report(["--for", "1h", "--wear", "none", "--supply", "3000mV", "--radio", radio])
    }
    let (off, connected, advertising) = (
      try hour("off"), try hour("connected:1s"), try hour("advertising:500ms")
    )
    // 12.15 uC each second; the last begins as the hour ends.
    #expect(charge("radio", in: off) == 0 && charge("radio", in: connected) == 3_599 * 12_150)
    // 9.8 uC each 500 to 510 ms; an edge of a pulse may wait for the end of an instruction.
    let events = (Double(charge("radio", in: advertising)) / 9_800).rounded()
    #expect(events > 3_600 / 0.51 && events < 3_600 / 0.5)
    #expect(abs(charge("radio", in: advertising) - Int(events) * 9_800) < 50)
    // So much more flows, and the cell gives nothing else.
    #expect(abs(connected.average - off.average - 3_599 * 12.15 / 3_600) < 1e-3)
    // The CPU does not wake for it; only the measured voltage is another.
    #expect(advertising.statistics["wakeups"] == off.statistics["wakeups"])
  }

  @Test func aBankLeavesTheBandAndSnapshotsKeepEverything() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let events = folder + "/events.csv"
    try "time,what,value\n10m,charger,in\n20m,temperature,5\n".write(toFile: events, atomically: true, encoding: .utf8)
    let common = [
      "--wear", "rest", "--charge", "50", "--events", events, "--radio", "advertising:1s", "--cell-cycles", "200",
    ]
    let bank = try Bandbox.report(["--for", "1h", "--charge-source", "bank"] + common)
    // 30 mA are below the bank's 60: it goes after half a minute.
    let uah = Double(bank.charge("charge_in")) / 3_600e6 / 1_536_000_000
    #expect(uah > 225 && uah < 260, "\(uah)")
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
