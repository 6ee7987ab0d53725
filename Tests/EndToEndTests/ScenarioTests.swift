import Foundation
import Programs
import Testing

/// `bandbox test`, as a firmware project's CI runs it.
@Suite struct ScenarioTests {
  /// A folder with a scenario of the band in it.
  private func scenario(_ lines: String, _ body: (_ folder: String, _ file: String) throws -> Void) throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/short.yaml"
    try ("image: \(Bandbox.band)\n" + lines).write(toFile: file, atomically: true, encoding: .utf8)
    try body(folder, file)
  }

  private func json(_ path: String) throws -> Any {
    try JSONSerialization.jsonObject(with: FileManager.default.contents(atPath: path) ?? Data())
  }

  private static let short = """
    duration: 40m
    variables: {limit: 500}
    timeline:
    - {walk: 110, at: 5m, for: 20m}
    - {touch: , at: 30m}
    expect:
    - average current below ${limit} uA
    - steps within 5 %
    - display is lit at 30m2s
    - no faults

    """

  @Test(arguments: ["day", "charging", "drawer"])
  func examplesPass(name: String) throws {
    let finished = try Bandbox.run(["test", Bandbox.root + "/scenarios/\(name).yaml"])
    #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
    #expect(!finished.output.contains("FAIL"))
  }

  @Test func resultsAreWrittenForPeopleScriptsAndServers() throws {
    try scenario(Self.short) { folder, file in
      let arguments = ["test", file, "--junit", folder + "/r.xml", "--json", folder + "/r.json"]
      let passed = try Bandbox.run(arguments)
      #expect(passed.status == 0, "\(passed.output)\(passed.errors)")
      #expect(passed.output.hasSuffix("4 of 4 expectations met in 1 scenario\n"))

      let failed = try Bandbox.run(arguments + ["--set", "limit=1"])
      #expect(failed.status == 1)
      #expect(failed.output.contains("FAIL  \(file):8: average current below 1 uA"))
      #expect(failed.output.contains("3 of 4 expectations met"))
      let results = try #require(try json(folder + "/r.json") as? [[String: Any]])
      let expectations = try #require(results.first?["expectations"] as? [[String: Any]])
      #expect(expectations.map { $0["passed"] as? Bool } == [false, true, true, true])
      let value = try #require(expectations[0]["value"] as? Double)
      let report = try #require(results.first?["report"] as? [String: Any])
      let average = try #require((report["average_current_ua"] as? [String: Any])?["typical"] as? Double)
      #expect(abs(value - average) < 1e-6 * average)

      // An independent reader of the XML.
      let script = """
        import sys, xml.etree.ElementTree as E
        root = E.parse(sys.argv[1]).getroot()
        cases = root.findall("./testsuite/testcase")
        print(root.get("tests"), root.get("failures"), len(cases), [c.get("name") for c in cases if c.find("failure") is not None])
        """
      let read = try Programs.run(try Programs.client("python"), ["-c", script, folder + "/r.xml"])
      #expect(read.output == "4 1 4 ['average current below 1 uA']\n", "\(read.errors)")
    }
  }

  /// An emulated host tool writes them over the cable; they stay over the wearer's day.
  @Test func settingsReachTheFirmware() throws {
    func text(_ setting: String, _ readings: String) -> String {
      """
      duration: 31m
      settings: {\(setting)}
      expect: [statistic heart_readings \(readings), no faults]

      """
    }
    for (setting, readings) in [("band/heart_rate_interval: 0", "is 0"), ("band/name: mine", "above 1")]
      as [(String, String)]
    {
      try scenario(text(setting, readings)) { _, file in
        let finished = try Bandbox.run(["test", file])
        #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
      }
    }
    for (setting, message) in [
      ("band/heart_rate_interval: 5", "settings: band/heart_rate_interval: the firmware refuses it (invalid)"),
      ("band/hart: 5", "settings: band/hart: the firmware refuses it (keyNotFound)"),
    ] as [(String, String)] {
      try scenario(text(setting, "is 0")) { _, file in
        let finished = try Bandbox.run(["test", file])
        #expect(finished.status == 2)
        #expect(finished.errors.contains(message), "\(finished.errors)")
      }
    }
  }

  @Test func aBaselineShowsWhatHasChanged() throws {
    let lines = Self.short + "- average current within 1 % of the baseline\n"
    try scenario(lines) { folder, file in
      let baseline = ["--baseline", folder + "/baseline.json"]
      #expect(try Bandbox.run(["test", file] + baseline).status == 2)
      #expect(try Bandbox.run(["test", file, "--update-baseline"] + baseline).status == 0)
      let first = FileManager.default.contents(atPath: folder + "/baseline.json")
      #expect(try Bandbox.run(["test", file, "--update-baseline"] + baseline).status == 0)
      #expect(FileManager.default.contents(atPath: folder + "/baseline.json") == first)
      #expect(try Bandbox.run(["test", file] + baseline).status == 0)

      // A band that is touched every minute costs more, in its display above all.
      try String(contentsOfFile: file, encoding: .utf8)
        .replacingOccurrences(of: "- {touch: , at: 30m}", with: "- {touch: , every: 1m}")
        .write(toFile: file, atomically: true, encoding: .utf8)
      let grown = try Bandbox.run(["test", file] + baseline)
      #expect(grown.status == 1)
      let rows = grown.output.split(separator: "\n").drop { !$0.contains("baseline          now") }
      #expect(rows.count >= 3, "\(grown.output)")
      #expect(rows.dropFirst().first?.contains("OLED") == true, "\(grown.output)")
      #expect(rows.contains { $0.contains("total") && $0.contains("(+") }, "\(grown.output)")
    }
  }

  @Test func whoCompletesTheDisplayIsCompared() throws {
    let lines = "duration: 5m\ntimeline:\n- {touch: , at: 2m}\nexpect:\n- display shows shot.png at 2m2s\n"
    try scenario(lines) { folder, file in
      let events = folder + "/events.csv"
      try "time,what,value\n2m,touch,150ms\n".write(toFile: events, atomically: true, encoding: .utf8)
      let shot = try Bandbox.run([
        "run", Bandbox.band, "--for", "2m2s", "--wear", "rest", "--events", events, "--screenshot",
        folder + "/shot.png",
        "--quiet",
      ])
      #expect(shot.status == 0, "\(shot.errors)")
      #expect(try Bandbox.run(["test", file]).status == 0)
      let dark = try Bandbox.run([
        "run", Bandbox.band, "--for", "1m", "--wear", "rest", "--screenshot", folder + "/shot.png", "--quiet",
      ])
      #expect(dark.status == 0)
      let failed = try Bandbox.run(["test", file])
      #expect(failed.status == 1)
      #expect(failed.output.contains("pixels differ; it shows"))
    }
  }

  @Test func theWearerDoesWhatTheTimelineSays() throws {
    let lines = """
      duration: 2h
      timeline:
      - {run: 165, at: 10m, for: 20m}
      - {wave: 90, at: 40m, for: 2m}
      - {raise: , every: 5m, from: 50m}
      - {heart_rate: 150, at: 1h, for: 40m}
      expect:
      - steps within 5 % at 35m
      - statistic steps above 3000 at 35m
      - statistic heart_rate between 140 and 160 at 80m

      """
    try scenario(lines) { _, file in
      let finished = try Bandbox.run(["test", file])
      #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
    }
  }

  @Test func everyMistakeIsNamedBeforeAnythingRuns() throws {
    try scenario("duration: 1h\nsed: 1\ntimeline:\n- {wlak: 1}\nexpect:\n- no falts\n") { folder, file in
      let finished = try Bandbox.run(["test", file, folder + "/none.yaml"])
      #expect(finished.status == 2)
      #expect(finished.output.isEmpty)
      let lines = finished.errors.split(separator: "\n")
      #expect(lines.count == 4, "\(finished.errors)")
      #expect(lines.allSatisfy { $0.hasPrefix("error: \(folder)/") })
      #expect(lines[0].contains("short.yaml:3:1: ") && lines[0].contains("'seed'"))
      #expect(lines[3].contains("none.yaml: no such file"))
    }
    try scenario("duration: 1h\n") { _, file in
      let finished = try Bandbox.run(["test", file])
      #expect(finished.status == 2)
      #expect(finished.errors.contains("nothing to check"))
    }
    #expect(try Bandbox.run(["test"]).status == 2)
  }

  @Test func severalAtATimeGiveWhatTheyGiveAlone() throws {
    try scenario(Self.short) { folder, file in
      var files = [file]
      for name in ["b", "c"] {
        files.append(folder + "/\(name).yaml")
        try FileManager.default.copyItem(atPath: file, toPath: files[files.count - 1])
      }
      var digests: [[String]] = []
      for jobs in ["1", "3"] {
        #expect(try Bandbox.run(["test", "--jobs", jobs, "--json", folder + "/r.json"] + files).status == 0)
        let results = try #require(try json(folder + "/r.json") as? [[String: Any]])
        digests.append(results.compactMap { ($0["report"] as? [String: Any])?["digest"] as? String })
      }
      #expect(digests[0] == digests[1])
      #expect(Set(digests[0]).count == 1)
    }
  }

  /// An unmodified validator of JSON Schema takes the examples, and refuses what the parser refuses.
  @Test func theSchemaIsOneAndAgreesWithTheParser() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      from ruamel.yaml import YAML
      schema = json.load(open(sys.argv[1]))
      Draft202012Validator.check_schema(schema)
      for path in sys.argv[2:]:
          print(int(Draft202012Validator(schema).is_valid(YAML(typ="safe", pure=True).load(open(path)))))
      """
    let head = "image: \(Bandbox.band)\nduration: 2d\nexpect: [no faults]\n"
    let entry = "timeline:\n- "
    let good = [
      "seed: 3\n", "name: 5\n", "wear: walk:100\n", "temperature: -3.5\n", "cell: {capacity: 45, charge: 3}\n",
      entry + "{touch: , every: 20m, between: [08:00, \"22:00\"], days: weekdays, jitter: 1m}\n",
      entry + "{touch: 1s, between: [08:00, \"22:00\"], times: 60}\n",
      entry + "{raise: , between: [1h, day 1 08:00]}\n",
      entry + "{sleep: , daily: \"23:00\", for: 8h}\n", entry + "{charger: in, at: [1h, day 1], for: 30m}\n",
      "variables: {a: 3}\nseed: ${a}\n", "variables: {a: 3}\n" + entry + "{walk: \"${a}0\", at: 1h, for: 1h}\n",
      entry + "{heart_rate: 90, at: 1h}\n",
      entry + "{cable: in, at: end}\n".replacingOccurrences(of: "end", with: "3h"),
    ]
    let bad = [
      "sed: 3\n", "seed: \"3\"\n", "seed: 1.5\n", "board: pebble\n", "wear: walk:10\n", "wear: dance\n",
      "temperature: warm\n",
      "cell: {charge: 101}\n", "cell: {mah: 3}\n", "timeline: []\n", "timeline: walk\n", "variables: {9a: 1}\n",
      entry + "{touch: }\n", entry + "{at: 1h}\n", entry + "{touch: , raise: , at: 1h}\n",
      entry + "{wlak: 1, at: 1h, for: 1h}\n",
      entry + "{walk: 100, at: 1h}\n", entry + "{walk: 300, at: 1h, for: 1h}\n", entry + "{touch: , at: soon}\n",
      entry + "{touch: , every: 5}\n", entry + "{touch: , daily: 25:00}\n", entry + "{touch: , at: 1h, daily: 08:00}\n",
      entry + "{touch: , at: 1h, times: 3}\n", entry + "{touch: , every: 1h, times: 3}\n",
      entry + "{touch: , at: 1h, for: 1s}\n",
      entry + "{touch: , daily: 08:00, days: someday}\n", entry + "{charger: maybe, at: 1h}\n",
      entry + "{sleep: 8h, at: 1h, for: 1h}\n",
      entry + "{touch: , between: 08:00}\n", entry + "{touch: , between: [08:00]}\n",
    ]
    var files: [String] = []
    for (index, text) in (good + bad).enumerated() {
      files.append(folder + "/\(index).yaml")
      try (head + text).write(toFile: files[index], atomically: true, encoding: .utf8)
    }
    let examples = ["day", "charging", "twenty-days"].map { Bandbox.root + "/scenarios/\($0).yaml" }
    let verdicts = try Programs.run(
      try Programs.client("python"), ["-c", script, Bandbox.root + "/docs/scenario.schema.json"] + files + examples)
    #expect(verdicts.status == 0, "\(verdicts.errors)")
    let expected = good.map { _ in "1" } + bad.map { _ in "0" } + examples.map { _ in "1" }
    let found = verdicts.output.split(separator: "\n").map(String.init)
    #expect(found.count == expected.count)
    for (place, verdict) in found.enumerated() where verdict != expected[place] {
      Issue.record(
        "the schema says \(verdict) to \(place < files.count ? (good + bad)[place] : examples[place - files.count])")
    }
    for (place, text) in bad.enumerated() {
      let finished = try Bandbox.run(["test", files[good.count + place]])
      #expect(finished.status == 2, "the parser takes \(text)")
    }
    // All at once, cut to a second: what is good is read and run.
    for (place, text) in good.enumerated() {
      let problems = try Bandbox.run(["test", "--set", "no_such_variable=1", files[place]]).errors
      #expect(problems.split(separator: "\n").count == 1, "the parser says to \(text): \(problems)")
    }
  }

  /// Sentences that the schema takes are those that the parser takes.
  @Test func sentencesAgree() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let good = [
      "average current below 120 uA over the first day",
      "average current of touch key between 500 nA and 2uA over the last 12h",
      "average current above 1 uA over day 1 08:00 to day 1 10:00",
      "average current of OLED within 2 % of the baseline", "expected life above 20 days",
      "battery above 20 % at day 1", "battery between 3700 and 3900 mV", "steps within 3 %", "steps above 100 at 18:00",
      "display is lit at 90s", "charge state is constant current at 1h", "charge state is full by 18:00",
      "statistic steps is 0",
      "no faults", "no resets", "no  unmodelled accesses",
    ]
    let bad = [
      "average current under 1 uA", "average current below 1", "average current below 1 A", "battery above 20",
      "battery above 20 % at noon",
      "steps within 3", "display looks good", "charge state is ful", "statistic steps", "no falts", "no faults at all",
      "all is well",
    ]
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      schema = json.load(open(sys.argv[1]))
      validator = Draft202012Validator({**schema["properties"]["expect"], "$defs": schema["$defs"]})
      for sentence in sys.argv[2:]:
          print(int(validator.is_valid([sentence])))
      """
    let verdicts = try Programs.run(
      try Programs.client("python"), ["-c", script, Bandbox.root + "/docs/scenario.schema.json"] + good + bad)
    #expect(
      verdicts.output.split(separator: "\n").map(String.init) == good.map { _ in "1" } + bad.map { _ in "0" },
      "\(verdicts.output)\(verdicts.errors)")
    let file = folder + "/s.yaml"
    let head = "image: \(Bandbox.band)\nduration: 2d\nexpect:\n"
    try (head + (bad + good).map { "- \($0)\n" }.joined()).write(toFile: file, atomically: true, encoding: .utf8)
    let finished = try Bandbox.run(["test", file])
    #expect(finished.status == 2)
    let lines = finished.errors.split(separator: "\n").compactMap {
      $0.split(separator: ":").dropFirst(2).first.flatMap { Int($0) }
    }
    #expect(lines == bad.indices.map { $0 + 4 }, "\(finished.errors)")
  }
}
