import Foundation
import Programs
import Testing

/// Whole days on the wrist.
@Suite struct DayTests {
  @Test func aDayAddsUpAndRepeats() throws {
    let day = try Bandbox.report(["--for", "1d"])
    #expect(day.virtualSeconds == 86_400)
    #expect(day.cycles > 0 && day.cycles < 1_500_000_000)
    let sum = day.rows.map { $0["nanocoulombs"] as? Int ?? 0 }.reduce(0, +)
    #expect(sum == day.json["total_nanocoulombs"] as? Int)
    #expect(day.charge("start_charge") + day.charge("charge_in") - day.charge("charge_out") == day.charge("end_charge"))
    #expect(day.charge("charge_in") == 0)
    // Without VBUS all charge comes from the cell: the rows, exact in nanocoulombs but for half of one each, say the same.
    let nanocoulombs = Int(day.charge("charge_out") / (1_000 * 1_536_000_000))
    #expect(abs(sum - nanocoulombs) <= day.rows.count)
    let counted = day.statistics["steps"] ?? -1
    #expect(abs(counted - day.trueSteps) * 20 <= day.trueSteps, "\(counted) counted of \(day.trueSteps)")

    #expect(try Bandbox.report(["--for", "1d"]).digest == day.digest)
    #expect(try Bandbox.report(["--for", "1d", "--seed", "2"]).digest != day.digest)
  }

  @Test func twoHoursEqualAnHourASnapshotAndAnHour() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let whole = try Bandbox.report(["--for", "2h"])
    _ = try Bandbox.report(["--for", "1h", "--snapshot-out", folder + "/hour"])
    let second = try Bandbox.report(["--for", "1h", "--snapshot-in", folder + "/hour"])
    #expect(second.digest == whole.digest)
    #expect(second.virtualSeconds == 7_200)
  }

  /// The tracker's counter has 24 bits and wraps after 4 h 33 min.
  @Test func theTrackersClockGoesOnAfterItsCounterHasWrapped() throws {
    let night = try Bandbox.report(
      ["--board", "tracker", "--wear", "rest", "--for", "10h"],
      of: Bandbox.root + "/firmware-images/tracker/tracker.elf")
    // Taken over at each wake-up, of which there is one a minute at least.
    #expect((35_940...36_000).contains(night.statistics["uptime_s"] ?? 0))
    #expect(night.statistics["heart_readings"] == 60)
  }

  @Test func aNightHasNoSteps() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // The wearer sleeps from before 23:00 (16 h after the start) to the end of the day.
    let evening = try Bandbox.report(["--for", "16h", "--snapshot-out", folder + "/evening"])
    let morning = try Bandbox.report(["--for", "8h", "--snapshot-in", folder + "/evening"])
    #expect(evening.statistics["steps"] ?? 0 > 0)
    #expect(morning.statistics["steps"] == evening.statistics["steps"])
  }

  @Test(arguments: [60, 80, 100, 120, 140, 160, 180])
  func stepsAtACadence(cadence: Int) throws {
    let walk = try Bandbox.report(["--for", "20m", "--wear", "walk:\(cadence)"])
    let counted = walk.statistics["steps"] ?? -1
    #expect(abs(counted - walk.trueSteps) * 20 <= walk.trueSteps, "\(counted) counted of \(walk.trueSteps)")
  }

  @Test func aTableDoesNotWalk() throws {
    let table = try Bandbox.report(["--for", "1d", "--wear", "none"])
    #expect(table.statistics["steps"] == 0)
    #expect(table.trueSteps == 0)
  }

  @Test func aRecordedPulseIsMeasured() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "seconds,bpm\n0,150\n".write(toFile: folder + "/pulse.csv", atomically: true, encoding: .utf8)
    let run = try Bandbox.report(["--for", "5m", "--wear", "rest", "--heart-rate", folder + "/pulse.csv"])
    // The sensor's own noise is a beat or two.
    #expect(abs((run.statistics["heart_rate"] ?? 0) - 150) <= 2)
  }
}
