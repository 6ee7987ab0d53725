import Foundation
import Programs
import Testing

/// An image on test that hangs: the watchdog bites, and the bootloader goes back to the image before.
@Suite(.serialized) struct ImageOnTestTests {
  /// The band's firmware, but that it hangs when it lights the display. The watchdog's handler is its own.
  private func hangingBand(in folder: String) throws -> String {
    let path = folder + "/hanging.elf"
    let made = try Programs.run(
      try Programs.client("python"),
      [Bandbox.root + "/Tests/EndToEndTests/Clients/hang.py", Bandbox.band, path, "PanelO5startyyAA6Canvas"])
    #expect(made.status == 0, "\(made.errors)")
    return path
  }

  private func touch(at time: String, in folder: String) throws -> [String] {
    try "time,what,value\n\(time),touch,200ms\n".write(
      toFile: folder + "/events.csv", atomically: true, encoding: .utf8)
    return ["--events", folder + "/events.csv", "--wear", "none"]
  }

  /// Alone it starts again, and knows why.
  @Test func theBandStartsAgainThroughTheBootloader() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let report = try Bandbox.report(
      ["--for", "30s"] + (try touch(at: "10s", in: folder)), of: try hangingBand(in: folder))
    #expect(report.json["resets"] as? [String: Int] == ["power_on": 1, "watchdog": 1])
    #expect(report.statistics["reset_cause"] == 2)
    #expect(report.statistics["boots"] == 2)
  }

  @Test func aBandThatHangsIsTakenBack() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let image = try SignedImage(try hangingBand(in: folder))
    defer { image.remove() }
    let flash = folder + "/flash.bin"
    #expect(try Bandbox.run(["run", Bandbox.band, "--flash", flash, "--for", "100ms", "--quiet"]).status == 0)
    var contents = try Data(contentsOf: URL(fileURLWithPath: flash))
    let before = contents[0x1_0000..<0x4_F000]
    let test = try Data(contentsOf: URL(fileURLWithPath: try image.sign("test.bin", version: "2.0.0", ["--pad"])))
    contents.replaceSubrange(0x5_0000..<0x9_0000, with: test)
    try contents.write(to: URL(fileURLWithPath: flash))
    let report = folder + "/report.json"
    // Swapping takes 12 s each time; the touch makes it hang.
    let finished = try Bandbox.run(
      ["run", "--flash", flash, "--for", "45s", "--quiet", "--report", report] + (try touch(at: "20s", in: folder)))
    #expect(finished.status == 0, "\(finished.errors)")
    let bitten = try RunReport(FileManager.default.contents(atPath: report) ?? Data())
    #expect(bitten.json["resets"] as? [String: Int] == ["power_on": 1, "watchdog": 1])
    let after = try Data(contentsOf: URL(fileURLWithPath: flash))
    #expect(after[0x1_0000..<0x4_F000] == before)
    #expect(after[0x5_0000..<0x8_F000] == contents[0x5_0000..<0x8_F000])
  }

  /// Sent and started by the unmodified way of a developer's desk.
  @Test func bandboxFlashSeesTheOldImageAgain() throws {
    let image = try SignedImage(ImageRun.path("watchdog-bite"))
    defer { image.remove() }
    let path = try image.sign("bite.bin", version: "2.0.0")
    // Eight times as fast as on a desk: both swaps take their time.
    let band = try LiveBand(["--speed", "8x"])
    let flashed = try Bandbox.run(["flash", path, "--test", "--reset", "--port", band.port, "--timeout", "5"])
    #expect(flashed.status == 1, "\(flashed.output)\(flashed.errors)")
    let told = "Version 2.0.0 was taken back (reverted): it was reset on test before it was confirmed; "
    #expect(flashed.errors.hasSuffix(told + "1.0.0 runs again.\n"), "\(flashed.errors)")
    let rows = flashed.output.split(separator: "\n").map { $0.split(separator: " ").prefix(5).joined(separator: " ") }
    #expect(rows.count == 3)
    #expect(rows.dropFirst().first == "0 0 1.0.0 active, confirmed", "\(flashed.output)")
    #expect(rows.last?.hasPrefix("0 1 2.0.0 -") == true, "\(flashed.output)")
    // One to start it, one by its bite.
    #expect(try band.stop().json["resets"] as? [String: Int] == ["power_on": 1, "watchdog": 2])
  }
}
