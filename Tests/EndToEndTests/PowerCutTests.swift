import Foundation
import Programs
import Testing

/// An upgrade, recorded, and repeated with the power cut in some of its flash operations.
@Suite(.serialized) struct PowerCutTests {
  @Test func anUpgradeSurvivesCuts() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let session = folder + "/upgrade.rec"
    // The band's own firmware as another version.
    let signed = try SignedImage()
    defer { signed.remove() }
    let image = try signed.sign("app.img", version: "9.9.9")
    let band = try LiveBand(["--record", session, "--speed", "8x"])
    let flashed = try Bandbox.run(["flash", image, "--port", band.port, "--test", "--reset", "--quiet"])
    #expect(flashed.status == 0, "\(flashed.output) \(flashed.errors)")
    _ = try band.stop()

    let results = folder + "/cuts.json"
    let cut = try Bandbox.run(["faults", "power-cut", session, "--every", "150", "--json", results])
    #expect(cut.status == 0, "\(cut.output) \(cut.errors)")
    #expect(cut.output.contains("flash operations") && cut.output.contains("boots nothing         0"), "\(cut.output)")
    let cuts = try self.results(at: results)
    #expect(cuts.count >= 6)
    // In the upload the old image stays; late in the swap the new one is reached.
    #expect(cuts.first?["boots"] as? String == "old" && cuts.contains { $0["boots"] as? String == "new" })
    #expect(cuts.allSatisfy { $0["seconds"] is Double && $0["image"] is String })
  }

  /// A scenario of three minutes: settings that a tool saves, and an entry of the activity log at every minute. Every
  /// operation is cut.
  @Test func aScenarioSurvivesCuts() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (scenario, results) = (folder + "/minutes.yaml", folder + "/cuts.json")
    let text = "image: \(Bandbox.band)\nduration: 3m10s\nwear: walk:110\nsettings: {band/goal: 9000}\n"
    try text.write(toFile: scenario, atomically: true, encoding: .utf8)
    let cut = try Bandbox.run(["faults", "power-cut", scenario, "--json", results])
    #expect(cut.status == 0, "\(cut.output) \(cut.errors)")
    let cuts = try self.results(at: results)
    // A head and three entries, and a setting.
    #expect(cuts.count >= 5 && cuts.map { $0["operation"] as? Int } == (1...cuts.count).map { $0 })
    #expect(cuts.allSatisfy { $0["boots"] as? String == "old" })
    // What was being written is lost, and nothing else: the log as it was to be has one entry more each minute.
    #expect(cuts.suffix(3).map { $0["activity_entries"] as? Int } == [1, 2, 3], "\(cuts)")
    #expect(cuts.suffix(3).allSatisfy { $0["activity_lost"] as? Int == 1 }, "\(cuts)")
    #expect(cuts.dropLast(3).allSatisfy { $0["activity_lost"] as? Int == 0 }, "\(cuts)")
    #expect(cut.output.hasSuffix("activity log          up to 3 entries, at most 1 lost by a cut\n"), "\(cut.output)")
  }

  private func results(at path: String) throws -> [[String: Any]] {
    let json = try JSONSerialization.jsonObject(with: FileManager.default.contents(atPath: path) ?? Data())
    return try #require(json as? [[String: Any]])
  }

  /// Ctrl-C in the middle: the runs end, and what is known is told.
  @Test func anInterruptionEndsItWithWhatIsKnown() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (scenario, results) = (folder + "/hours.yaml", folder + "/cuts.json")
    // An operation a minute.
    try "image: \(Bandbox.band)\nduration: 2h\n".write(toFile: scenario, atomically: true, encoding: .utf8)
    let process = try ChildProcess(
      try Programs.environment("BANDBOX_BIN"),
      ["faults", "power-cut", scenario, "--jobs", "1", "--json", results])
    // The second run has begun: the first has its result.
    var seen: Set<Int32> = []
    while process.isRunning, seen.count < 2 {
      seen.formUnion(children(of: process.identifier))
      sched_yield()
    }
    process.send(SIGINT)
    #expect(try process.wait() == 130)
    #expect(process.errors == "interrupted\n")
    let text = process.output
    let cuts = try self.results(at: results)
    #expect(!cuts.isEmpty && cuts.count < 119)
    #expect(text.contains("flash operations, \(cuts.count) of ") && text.contains(" planned of them cut"), "\(text)")
    #expect(seen.allSatisfy { kill($0, 0) == -1 && errno == ESRCH })
  }

  /// Processes that a process has begun and that have not ended, by proc(5): the parent stands second behind the name.
  private func children(of process: Int32) -> [Int32] {
    let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
    return all.filter { child in
      let text = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)) ?? ""
      let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
      return fields.count > 1 && fields[1] == "\(process)"
    }
  }

  @Test func whatHasNothingToCutIsRefused() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let session = folder + "/quiet.rec"
    let run = try Bandbox.run(["run", Bandbox.band, "--for", "2s", "--wear", "none", "--quiet", "--record", session])
    #expect(run.status == 0, "\(run.errors)")
    let cut = try Bandbox.run(["faults", "power-cut", session])
    #expect(cut.status == 2 && cut.errors.contains("nothing is written to the flash"), "\(cut.errors)")
    let missing = try Bandbox.run(["faults", "power-cut", folder + "/none.rec"])
    #expect(missing.status == 2 && missing.errors.contains("none.rec: no such file"), "\(missing.errors)")
  }
}
