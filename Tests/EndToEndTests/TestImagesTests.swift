import Foundation
import Programs
import Testing

/// The images of firmware-images/ that show one thing each, held to what their READMEs promise.
@Suite struct TestImagesTests {
  private func events(_ lines: [String], _ body: ([String]) throws -> Void) throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/events.csv"
    try (["time,what,value"] + lines).joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    try body(["--events", file])
  }

  @Test func allAreListedWithWhatTheyDo() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Bandbox.root + "/firmware-images").filter {
      FileManager.default.fileExists(atPath: ImageRun.path($0))
    }
    #expect(folders.count >= 26)
    let listed = try Bandbox.run(["images", Bandbox.root, "--json"])
    let images = try #require(
      try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: String]])
    #expect(images.compactMap { $0["name"] } == folders.sorted())
    let text = try Bandbox.run(["images", Bandbox.root]).output
    for image in images {
      let name = try #require(image["name"])
      #expect(image["path"] == ImageRun.path(name))
      let (summary, expected) = (try #require(image["summary"]), try #require(image["expected"], "\(name)"))
      #expect(summary.hasSuffix(".") && expected.hasSuffix("."), "\(name)")
      #expect(text.contains(summary) && text.contains("expected: " + expected))
    }
  }

  /// Nothing is drawn but what the coefficients of sleep say, and no instruction runs.
  @Test func sleeperIsTheFloor() throws {
    let (minute, hour) = (try ImageRun("sleeper", "60s"), try ImageRun("sleeper", "3660s"))
    #expect(hour.texts == ["sleeper sleeps"])
    #expect(hour.report.cycles == minute.report.cycles)
    let table = try JSONSerialization.jsonObject(
      with: Data(try Bandbox.run(["power", "--coefficients", "--json"]).output.utf8))
    let rows = try #require((table as? [String: Any])?["coefficients"] as? [[String: Any]])
    func coefficient(_ name: String) throws -> Double {
      try #require(rows.first { $0["name"] as? String == name }?["typical"] as? Double, "\(name)")
    }
    var floor = 8 * (try coefficient("DA14681.retention"))
    for name in [
      "DA14681.extended_sleep", "DA14681.xtal32k", "NOR flash.power-down", "ADXL362.standby", "OLED.off", "AS7000.off",
      "touch key.idle", "motor.off", "V18 regulator.quiescent", "cell protection.closed", "cell self-discharge.charged",
    ] {
      floor += try coefficient(name)
    }
    func nanocoulombs(_ run: ImageRun) throws -> Double {
      Double(try #require(run.report.json["total_nanocoulombs"] as? Int))
    }
    // Rows are whole nanocoulombs.
    let drawn = try nanocoulombs(hour) - nanocoulombs(minute)
    #expect(abs(drawn - floor * 3_600 * 1_000) <= Double(2 * hour.report.rows.count), "\(drawn) of \(floor) uA")
  }

  /// The same work on both chips, with pulses of one length at whole seconds of the crystal.
  @Test func coreProfilesWorkOnceASecond() throws {
    let runs = [
      (try ImageRun("core-profile", "60s"), "P2_4"),
      (try ImageRun("core-profile-tracker", "60s", ["--board", "tracker"]), "P0_25"),
    ]
    for (run, pad) in runs {
      #expect(run.texts == ["core-profile begins"] && run.status == 0)
      let edges = run.edges.filter { $0.line == pad }
      let (rises, falls) = (edges.filter(\.isHigh).map(\.time), edges.filter { !$0.isHigh }.map(\.time))
      #expect(rises.count == 59)
      let periods = zip(rises.dropFirst(), rises).map { $0 - $1 }
      #expect(periods.allSatisfy { abs($0 - 1) < 1e-6 }, "\(periods)")
      let pulses = zip(falls.suffix(59), rises).map { $0 - $1 }
      #expect(pulses.allSatisfy { $0 > 0.6e-3 && abs($0 - pulses[0]) < 1e-6 }, "\(pulses)")
    }
    let statistics = runs.compactMap { $0.0.report.json["statistics"] as? [String: Int] }
    #expect(statistics.map { $0["wakeups"] } == [59, 59])
    #expect(statistics[0]["checksum"] == statistics[1]["checksum"])
  }

  @Test func sleeperWakesByTouchAlone() throws {
    try events(["10s,touch,300ms", "20s,charger,in", "25s,charger,out", "30s,cable,in", "40s,touch,2s"]) {
      let run = try ImageRun("sleeper", "60s", $0)
      #expect(run.texts == ["sleeper sleeps", "sleeper is touched", "sleeper is touched"])
      for (line, time) in zip(run.lines.dropFirst(), [10, 40.0]) { #expect(abs(line.time - time) < 0.01) }
    }
  }

  @Test func spinnerNeverRests() throws {
    let (one, two) = (try ImageRun("spinner", "1s"), try ImageRun("spinner", "2s"))
    #expect(two.texts == ["spinner runs"])
    #expect(two.report.object("mode_seconds")["wfi"] as? Double == 0)
    // The rest of an instruction may follow each end.
    #expect(abs((two.report.object("mode_seconds")["run"] as? Double ?? 0) - 2) < 1e-6)
    #expect(abs(two.report.cycles - one.report.cycles - 96_000_000) < 32)
  }

  /// Decodes screenshots and prints a character a pixel: the centre of each square of six.
  private static let screens = """
    import struct, sys, zlib
    for path in sys.argv[1:]:
        data = open(path, "rb").read()
        place, body = 8, b""
        while place < len(data):
            length, kind = struct.unpack(">I4s", data[place:place + 8])
            if kind == b"IHDR": assert data[place + 8:place + 18] == struct.pack(">IIBB", 432, 240, 8, 0)
            if kind == b"IDAT": body += data[place + 8:place + 8 + length]
            place += 12 + length
        rows = zlib.decompress(body)
        assert len(rows) == 240 * 433 and not any(rows[::433])
        print("".join("#" if rows[y * 433 + 1 + x] == 255 else "." for y in range(3, 240, 6) for x in range(3, 432, 6)))
    """

  @Test func displayPatternsAreExact() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let times = [30, 999, 1_010, 1_999, 2_010, 2_999, 3_010, 3_999, 4_010]
    for time in times {
      let run = try ImageRun("display-patterns", "\(time)ms", ["--screenshot", folder + "/\(time).png"])
      #expect(run.texts == ["display-patterns runs"])
    }
    let decoded = try Programs.run(
      try Programs.client("python"), ["-c", Self.screens] + times.map { folder + "/\($0).png" })
    #expect(decoded.status == 0, "\(decoded.errors)")
    let screens = decoded.output.split(separator: "\n")
    #expect(screens.count == times.count)
    for (time, screen) in zip(times, screens) {
      let expected = (0..<72 * 40).map { place -> Character in
        let (x, y) = (place % 72, place / 72)
        let isLit =
          switch time / 1_000 % 4 {
          case 0: true
          case 1: (x + y) % 2 == 0
          case 2: y % 2 == 0
          default: x % 2 == 0
          }
        return isLit ? "#" : "."
      }
      #expect(screen == String(expected), "at \(time) ms")
    }
  }

  /// The numbers of a line such as `time=1 x=-2`, by name.
  private func fields(_ line: ImageRun.Line) -> [String: Int] {
    let pairs = line.text.split(separator: " ").map { $0.split(separator: "=") }
    return Dictionary(
      uniqueKeysWithValues: pairs.filter { $0.count == 2 }.map { (String($0[0]), Int($0[1]) ?? -9_999) })
  }

  @Test func sensorDumpSaysWhatThereIs() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "seconds,bpm\n0,150\n".write(toFile: folder + "/pulse.csv", atomically: true, encoding: .utf8)
    let run = try ImageRun("sensor-dump", "20500ms", ["--heart-rate", folder + "/pulse.csv"])
    #expect(run.texts.first == "sensor-dump runs")
    let lines = run.lines.dropFirst()
    #expect(lines.count == 20)
    for (before, after) in zip(lines, lines.dropFirst()) { #expect(abs(after.time - before.time - 1) < 0.000_5) }
    let rows = lines.map { fields($0) }
    #expect(rows.map { $0["time"] } == (1...20).map { $0 })
    for row in rows {
      // On the table, the right way up.
      for (axis, value) in [("x", 0), ("y", 0), ("z", 1_000)] { #expect(abs((row[axis] ?? 9_999) - value) <= 3) }
    }
    // 25 samples a second, read in pairs; the first second begins a little late.
    for row in rows.dropFirst() { #expect([24, 26].contains(row["samples"])) }
    #expect(abs(rows.dropFirst().reduce(0) { $0 + ($1["samples"] ?? 0) } - 19 * 25) <= 2)
    #expect(rows.prefix(6).allSatisfy { $0["pulse"] == 0 })
    for row in rows.dropFirst(7) { #expect(abs((row["pulse"] ?? 0) - 150) <= 3) }
  }

  @Test func chargeMonitorFollowsTheCharger() throws {
    try events(["13s,charger,in", "40s,charger,out"]) {
      let run = try ImageRun("charge-monitor", "60s", $0)
      let found = run.lines.map { line -> String in
        let parts = line.text.split(separator: " charge=")
        return "\(fields(line)["time"] ?? -1) \(parts.last ?? "")"
      }
      #expect(
        found == [
          "0 none", "10 none", "13 contact", "13 constant current", "20 constant current", "30 constant current",
          "40 none", "50 none",
        ])
      for line in run.lines {
        #expect(abs(line.time - Double(fields(line)["time"] ?? -1)) < 1)
        #expect(fields(line)["percent"] == 80)
      }
      // Six ticks of the charge states, 102/1024 s each.
      #expect(abs(run.lines[3].time - run.lines[2].time - 6 * 102 / 1_024) < 0.001)
      let millivolts = run.lines.compactMap { fields($0)["mv"] }
      let start = try #require(run.report.object("battery")["start_mv"] as? Int)
      for value in millivolts.prefix(3) { #expect(abs(value - start) <= 5) }
      // 30 mA through about 1.2 ohms.
      #expect(millivolts[4] > start + 30 && millivolts[5] > millivolts[4] && millivolts[6] < millivolts[5])
      #expect(run.report.charge("charge_in") > 0)
    }
  }

  @Test func motorKeepsItsPattern() throws {
    let run = try ImageRun("motor", "8200ms")
    #expect(run.texts == ["motor runs"])
    let edges = run.edges.filter { $0.line == "P4_6" }
    #expect(edges.count == 17)
    let pattern = [0.25, 0.25, 0.5, 1]
    for (place, (before, after)) in zip(edges, edges.dropFirst()).enumerated() {
      #expect(before.isHigh == (place % 2 == 0))
      #expect(abs(after.time - before.time - pattern[place % 4]) < 0.000_05)
    }
    // The report has it on for just as long.
    var isOn = 0.0
    for (before, after) in zip(edges, edges.dropFirst()) where before.isHigh { isOn += after.time - before.time }
    isOn += 8.2 - edges[16].time
    let reported = run.report.rows.filter { $0["component"] as? String == "motor" && $0["state"] as? String != "off" }
    #expect(abs(reported.reduce(0) { $0 + ($1["seconds"] as? Double ?? 0) } - isOn) < 0.000_001)
  }

  /// The same on every machine: `tools/bench` compares them with QEMU's.
  @Test(arguments: [
    "bench", "bench-flash", "bench-microbit", "calls", "calls-flash", "calls-microbit", "timer-microbit",
    "registers-microbit",
  ])
  func benchmarksPrintTheirChecksums(_ image: String) throws {
    let board = image.hasSuffix("-microbit") ? ["--board", "microbit"] : []
    let run = try ImageRun(image, "45s", board)
    let expected =
      image.hasPrefix("bench")
      ? ["crc 21bbc831", "matrix fcf0d298", "tokens 7ccfb982", "list 0f5fcd92"]
      : image.hasPrefix("calls")
        ? ["sorting 1d5b51df", "code 0037722a", "calendar febf5fb7", "records c79fc988", "picture 47b10b71"]
        : image.hasPrefix("timer") ? ["ticks c132b91d"] : ["registers eeb2ecae"]
    #expect(run.texts == ["begin"] + expected + ["end"])
    #expect(run.status == 0)
    #expect((run.report.json["unmodelled"] as? [Any])?.isEmpty == true)
  }
}
