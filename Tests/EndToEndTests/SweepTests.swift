import Foundation
import Programs
import Testing

/// Sweeps by the built command.
@Suite struct SweepTests {
  /// Touches in twenty minutes, as many as a plan says.
  static let scenario = """
    image: \(Bandbox.band)
    duration: 20m
    variables: {touches: 1}
    timeline:
      - touch:
        between: [0m, 19m]
        times: ${touches}
    """
  private static let plan = """
    scenario: scenario.yaml
    vary: {touches: [1, 5]}
    draws: 8
    sensitivity: true
    coefficients: [OLED.on, cell protection.closed]
    """

  private func withPlan(_ plan: String = plan, _ body: (String) throws -> Void) throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Self.scenario.write(toFile: folder + "/scenario.yaml", atomically: true, encoding: .utf8)
    try plan.write(toFile: folder + "/plan.yaml", atomically: true, encoding: .utf8)
    try body(folder)
  }

  @Test func aKilledSweepGoesOnAndEqualsAnUninterruptedOne() throws {
    try withPlan { folder in
      let whole = try Bandbox.run(["sweep", folder + "/plan.yaml", "--out", folder + "/whole"])
      #expect(whole.status == 0, "\(whole.errors)")
      // 2 combinations of a nominal point and 8 draws, and 4 of sensitivity.
      #expect(whole.output.contains("22 points, 0 with a failed expectation"))

      let process = try ChildProcess(
        try Programs.environment("BANDBOX_BIN"),
        ["sweep", folder + "/plan.yaml", "--out", folder + "/killed", "--jobs", "1", "--quiet"])
      let store = folder + "/killed/points.sqlite"
      // A third of the way, by what the store says to somebody else's SQLite.
      while try SweepStoreReader.results(in: store) < 9, process.isRunning { sched_yield() }
      process.send(SIGKILL)
      try process.wait()
      let kept = try SweepStoreReader.results(in: store)
      #expect(kept >= 9 && kept < 22)
      let resumed = try Bandbox.run(["sweep", folder + "/plan.yaml", "--out", folder + "/killed"])
      #expect(resumed.status == 0, "\(resumed.errors)")
      for name in ["points.csv", "summary.txt", "tornado.svg", "life_days-touches.svg"] {
        let files = ["whole", "killed"].map { FileManager.default.contents(atPath: "\(folder)/\($0)/\(name)") }
        #expect(files[0] != nil && files[0] == files[1], "\(name)")
      }
    }
  }

  @Test func aPointIsOneJSONInAndOneOut() throws {
    try withPlan { folder in
      let run = try Programs.run(
        "/bin/sh",
        [
          "-c", "printf '%s' \"$1\" | \"$2\" point", "sh",
          #"{"scenario": "\#(folder)/scenario.yaml", "variables": {"touches": "3"}, "coefficients": {"OLED.on": 900}}"#,
          try Programs.environment("BANDBOX_BIN"),
        ])
      #expect(run.status == 0, "\(run.errors)")
      let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      let metrics = json?["metrics"] as? [String: Double]
      #expect(metrics?["band_touches"] == 3)
      #expect(metrics?["life_days"] ?? 0 > 0)
      #expect(json?["cpu_seconds"] as? Double ?? 0 > 0)
    }
  }

  @Test(arguments: [
    ("vary: {touches: [1]}", "expected the key 'scenario'"),
    ("scenario: scenario.yaml\nvery: {touches: [1]}", "did you mean 'vary'"),
    ("scenario: scenario.yaml\nvary: {touchs: [1]}", "did you mean 'touches'"),
    ("scenario: scenario.yaml\ndraws: many", ":2:8:"),
    ("scenario: scenario.yaml\ncoefficients: [OLED.onn]", "did you mean 'OLED.on'"),
    ("scenario: scenario.yaml\nvary: {touches: {from: 3, to: 1, step: 1}}", "from <= to"),
    ("scenario: scenario.yaml\nplots: [life_day]", "did you mean 'life_days'"),
    ("scenario: scenario.yaml\nvary: {touches: [0, 1]}\naxes: {touches: log}", "log needs values above zero; found 0"),
    ("scenario: nowhere.yaml", "nowhere.yaml"),
  ])
  func mistakesAreNamed(plan: String, message: String) throws {
    try withPlan(plan) { folder in
      let run = try Bandbox.run(["sweep", folder + "/plan.yaml"])
      #expect(run.status == 2)
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/plan.sweep"))
    }
  }
}
