import Foundation
import Programs
import Testing

/// What is wrong on a command line or in a file that it names: one form, the limits or the nearest right name, status 2, and
/// before anything runs.
@Suite struct UsageTests {
  private func expectRefusal(_ arguments: [String], _ words: [String], _ finished: Finished) {
    #expect(finished.status == 2, "\(arguments): \(finished)")
    #expect(finished.output.isEmpty, "\(arguments): \(finished)")
    let lines = finished.errors.split(separator: "\n")
    #expect(!lines.isEmpty && lines.allSatisfy { $0.hasPrefix("error: ") }, "\(arguments): \(finished.errors)")
    for word in words {
      #expect(finished.errors.contains(word), "\(arguments): '\(finished.errors)' without '\(word)'")
    }
    for raw in ["Error", "Swift.", "NSCocoa", "Domain=", "codingPath", "The operation", "couldn", "Optional("] {
      #expect(!finished.errors.contains(raw), "\(arguments): \(finished.errors)")
    }
  }

  @Test(
    arguments: [
      ("--for", ["0", "-5s", "100000d", "nan", "1e300", "0.0000000001", "5parsecs", ""], "above 0 and up to 30000d"),
      ("--speed", ["-3x", "0", "1e9x", "inf", "nan", "fast", "0.00001x"], "0.001x ... 1000000x"),
      ("--udp", ["99999", "-1", "1.5", "port"], "0 ... 65535"),
      ("--seed", ["-1", "1.5", "99999999999999999999", "x"], "0 ... 18446744073709551615"),
      ("--charge", ["-1", "101", "full", "50%"], "0 ... 100"),
      ("--cell-cycles", ["-1", "10001", "x"], "0 ... 10000"),
      ("--wear", ["walk:1", "walk:", "walk"], "30 ... 240"),
      ("--radio", ["advertising:1ms", "advertising", "on"], "20ms ... 10.24s"),
      ("--link-mode", ["777", "0660:no-such-group", "rw"], "0600 ... 0666"),
      ("--trace", ["line"], "did you mean 'lines'"), ("--board", ["mibnd2"], "did you mean 'miband2'"),
      ("--charge-source", ["mains"], "wall"), ("--supply", ["4V", "capacitor:1F"], "capacitor:100mF,3V"),
      ("--harvest", ["sun", "50uW@1A"], "50uW@300mV"),
    ] as [(String, [String], String)])
  func runOptions(option: String, values: [String], words: String) throws {
    for value in values {
      let arguments = ["run", Bandbox.band, option, value]
      expectRefusal(arguments, [option, words], try Bandbox.run(arguments))
    }
  }

  @Test(
    arguments: [
      (["smp", "echo", "--timeout", "-1"], "0.001 ... 3600"), (["smp", "echo", "--timeout", "soon"], "0.001 ... 3600"),
      (["smp", "echo", "--baud", "0"], "1 ... 10000000"), (["smp", "echo", "--count", "0"], "1 ... 1000000"),
      (["smp", "echo", "--udp", "host:70000"], "1 ... 65535"), (["smp", "erase", "--slot", "-1"], "0 ... 255"),
      (["smp", "logs", "--last", "0"], "1 ... 10000000"),
      (["smp", "settings", "a", "1", "--hex", "--text"], "exclude"),
      (["smp", "datetime", "noon"], "2026-11-21T03:00:00"), (["smp", "settings", "a", "xyz", "--hex"], "hexadecimal"),
      (["flash", "x", "--image-number", "-1"], "0 ... 255"), (["test", "x.yaml", "--jobs", "0"], "1 ... 1024"),
      (["sweep", "x.yaml", "--jobs", "many"], "1 ... 1024"), (["test", "x.yaml", "--set", "=1"], "NAME=VALUE"),
      (["faults", "power-cut", "x", "--every", "0"], "1 ... 1000000"),
      (["faults", "power-cut", "x", "--jobs", "-2"], "1 ... 1024"),
      (["rnu", "a", "b"], "did you mean 'run'"), (["smp", "ehco", "x"], "did you mean 'echo'"),
      (["xyzzy"], "expected one of"),
      (["faults", "powercut"], "did you mean 'power-cut'"), (["run", "--sped", "1x"], "did you mean '--speed'"),
      (["run"], "see 'bandbox run --help'"), (["info"], "see 'bandbox info --help'"), (["info", "a", "b"], "'b'"),
      (["registers", "TIMERO"], "no register or block"), (["registers", "SYSCPU"], "no register or block"),
      (["images", "/nowhere"], "/nowhere"), (["smp", "echo", "--port", "/nowhere"], "/nowhere: No such file"),
      (["power", "x.yaml"], "--out"), (["power"], "--coefficients"), (["exec", "--loud", "--", "true"], "'--loud'"),
      (["smp", "shell", "--jsn", "uptime"], "'--jsn'"),
    ] as [([String], String)])
  func otherCommands(arguments: [String], words: String) throws {
    expectRefusal(arguments, [words], try Bandbox.run(arguments))
  }

  @Test(
    arguments: [
      ("", "found what is not JSON"), ("{\"scenario\": 5}", "at 'scenario' what is not a text"),
      ("{}", "no key 'scenario'"),
      ("{\"scenario\": \"x\",\n  oops}", "what is not JSON"), ("{\"scenari\": \"x\"}", "did you mean 'scenario'"),
      ("[]", "not"),
      ("{\"scenario\": \"/none.yaml\"}", "/none.yaml: no such file"),
      ("{\"scenario\": \"/none.yaml\", \"variables\": {\"a\": 1}}", "at 'variables.a' what is not a text"),
    ] as [(String, String)])
  func points(input: String, words: String) throws {
    let finished = try Bandbox.shell("printf '%s' \"$1\" | \"$BB\" point", input)
    expectRefusal(["point"], [words], finished)
  }

  @Test(
    arguments: [
      ("average current of OLDE below 5 uA", "s.yaml:4:22: expect: no component 'OLDE' (did you mean 'OLED'?)"),
      ("statistic stepz above 5", "s.yaml:4:13: expect: no statistic 'stepz' (did you mean 'steps'?)"),
      ("charge state is ful", "did you mean 'full'"), ("display is lti", "did you mean 'lit'"),
      ("average current within 2 % of the baseline", "expected --baseline"),
      ("batery above 5 %", "did you mean 'battery'"),
    ] as [(String, String)])
  func expectations(sentence: String, words: String) throws {
    try Programs.inFolder { folder in
      let file = folder + "/s.yaml"
      try "image: \(Bandbox.band)\nduration: 20d\nexpect:\n- \(sentence)\n".write(
        toFile: file, atomically: true, encoding: .utf8)
      expectRefusal(["test"], [words], try Bandbox.run(["test", file]))
    }
  }

  /// A firmware without statistics cannot be asked for one; one with them is asked only for those it has.
  @Test func firmwareThatCountsNothing() throws {
    try Programs.inFolder { folder in
      let file = folder + "/s.yaml"
      try "image: \(Bandbox.root)/firmware-images/sleeper/sleeper.elf\nduration: 1s\nexpect: [steps within 5 %]\n"
        .write(
          toFile: file, atomically: true, encoding: .utf8)
      expectRefusal(["test"], ["exports no statistics"], try Bandbox.run(["test", file]))
    }
  }

  @Test func oneKindOfFileForAnother() throws {
    try Programs.inFolder { folder in
      func file(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        return folder + "/" + name
      }
      let scenario = try file("s.yaml", "image: \(Bandbox.band)\nduration: 1s\nexpect: [no faults]\n")
      let plan = try file("p.yaml", "scenario: s.yaml\ndraws: 2\n")
      let recording = try file("r.rec", "bandbox recording 1\nimage x\n")
      expectRefusal(
        ["sweep"], ["s.yaml:1:1: is a scenario", "bandbox test"], try Bandbox.run(["sweep", scenario]))
      for command in [["test"], ["power", "--out", folder + "/out"], ["faults", "power-cut"]] {
        expectRefusal(command, ["p.yaml:1:1: is a sweep's plan", "bandbox sweep"], try Bandbox.run(command + [plan]))
      }
      expectRefusal(["test"], ["is a recording", "--replay"], try Bandbox.run(["test", recording]))
      for (plots, words) in [
        ("band_stepz", "did you mean 'steps'"), ("ua_OLDE", "did you mean 'OLED'"),
        ("life_day", "did you mean 'life_days'"),
      ] as [(String, String)] {
        let plan = try file("q.yaml", "scenario: s.yaml\nplots: [\(plots)]\n")
        expectRefusal(["sweep"], ["q.yaml", words], try Bandbox.run(["sweep", plan]))
      }
      expectRefusal(["power"], ["is a file, expected a folder"], try Bandbox.run(["power", scenario, "--out", plan]))
      expectRefusal(
        ["sweep"], ["cannot be made"],
        try Bandbox.run(["sweep", file("t.yaml", "scenario: s.yaml\n"), "--out", "/proc/x"]))
      #expect(!FileManager.default.fileExists(atPath: folder + "/out"))
    }
  }

  @Test func aNameThatIsNotUTF8() throws {
    let finished = try Bandbox.shell("\"$BB\" info $'gr\\xfcn.elf'")
    expectRefusal(["info"], ["argument 2", "expected UTF-8"], finished)
  }

  /// What we draw with is ASCII where the locale has nothing else; data stays UTF-8.
  @Test(arguments: ["C", "POSIX", "en_US.ISO-8859-1"])
  func localesWithoutUnicode(locale: String) throws {
    try Programs.inFolder { folder in
      let file = folder + "/s.yaml"
      let picture = "display shows p.png at 2m1s"
      try "image: \(Bandbox.band)\nduration: 3m\ntimeline: [{touch: , at: 2m}]\nexpect: [\(picture)]\n".write(
        toFile: file, atomically: true, encoding: .utf8)
      let script = """
        export LC_ALL=\(locale) LANG=; cd "$1"; "$BB" run "$2" --for 1s --screenshot p.png > table
        "$BB" test s.yaml; "$BB" --help; "$BB" run --help; cat table
        """
      let finished = try Bandbox.shell(script, folder, Bandbox.band)
      #expect(finished.output.contains("pixels differ; it shows") && finished.output.contains("##"), "\(finished)")
      #expect((finished.output + finished.errors).utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test(arguments: ["exec --help", "exec -h", "smp shell --help", "exec --verbose --help"])
  func helpOfWhatPassesWordsOn(command: String) throws {
    let finished = try Bandbox.shell("\"$BB\" \(command)")
    #expect(finished.status == 0 && finished.output.contains("USAGE: bandbox "), "\(finished)")
  }

  @Test func imagesFromAnywhere() throws {
    try Programs.inFolder { folder in
      let there = try Bandbox.shell(
        "cd \"$1\" && \"$BB\" images && mkdir bin && cp \"$BB\" bin/ && bin/bandbox images", folder)
      #expect(there.status == 0, "\(there)")
      let lines = there.output.split(separator: "\n").filter { $0.hasSuffix("/band/band.elf") }
      #expect(lines.count == 2 && lines.allSatisfy { $0.contains(Bandbox.root) }, "\(there)")
    }
  }
}
