import Boards
import SeededRandom
import Testing
@testable import Session
@testable import Studies

/// Every kind of mistake is found, with its place and what was expected.
@Suite struct ScenarioErrorTests {
  private static let (point, length) = (ScenarioTime.expectedPoint, ScenarioTime.expectedLength)
  private static let boards = BoardCatalogue.all.map(\.name).joined(separator: ", ")
  private static let (clock, wear) = (ScenarioTime.expectedClock, Wear.expected)
  private static let actions = ScenarioKeys.actions.joined(separator: ", ")
  private static let keys = ScenarioKeys.top.joined(separator: ", ")
  private static let hopeless: [(String, String)] = [
    ("", "t.yaml:1:1: expected a scenario, found an empty file"),
    ("a: [1", "t.yaml:2:1: is not YAML: did not find expected ',' or ']' (while parsing a flow sequence in line 1)"),
    (
      "- a\n",
      "t.yaml:1:1: scenario: expected a mapping with the keys \(keys), found a list"
    ),
  ]
  private static let mistakes: [(String, String)] = [
    ("sed: 3\n", "1:1: scenario: unknown key 'sed' (did you mean 'seed'?)"),
    ("seed: [3]\n", "1:7: seed: expected a seed, 0 ... 9007199254740992, found a list"),
    ("seed: \"3\"\n", "1:7: seed: expected a seed, 0 ... 9007199254740992, found the text '3' in quotes"),
    ("seed: 1.5\n", "1:7: seed: expected a seed, a whole number, found '1.5'"),
    ("board: pebble\n", "1:8: board: expected one of \(boards) or a board file, found 'pebble'"),
    ("wear: dance\n", "1:7: wear: expected \(wear), found 'dance'"),
    ("cell: {charge: 120}\n", "1:16: charge: expected percent, 0 ... 100, found '120'"),
    ("cell: 70\n", "1:7: cell: expected a mapping with the keys file, capacity, charge, cycles, found '70'"),
    (
      "cell: {cycles: -1}\n",
      "1:16: cycles: expected full charges that the cell has been through, 0 ... 10000, found '-1'"
    ),
    ("radio: on\n", "1:8: radio: expected \(RadioText.expected), found 'on'"),
    ("charge_source: sun\n", "1:16: charge_source: expected \(ChargeSourceText.expected), found 'sun'"),
    ("harvest: sun\n", "1:10: harvest: expected \(HarvestText.expected), found 'sun'"),
    ("supply: sun\n", "1:9: supply: expected \(SupplyText.expected), found 'sun'"),
    ("coefficients: [1]\n", "1:15: coefficients: expected a mapping from names to values"),
    (
      "coefficients:\n  touch kee.idle: 1\n",
      "2:3: coefficients: unknown coefficient 'touch kee.idle' (did you mean 'touch key.idle'?)"
    ),
    (
      "coefficients:\n  OLED.on: {low: 1, high: 2}\n",
      "2:12: OLED.on: expected a number, or {low: , typical: , high: }; 'typical' is missing"
    ),
    ("coefficients:\n  OLED.on: {low: 3, typical: 2, high: 2}\n", "2:12: OLED.on: expected low <= typical <= high"),
    (
      "cell: {capacity: 60}\ncoefficients:\n  cell.capacity: 50\n",
      "1:18: capacity: expected it here or as the coefficient 'cell.capacity', found both"
    ),
    ("temperature: warm\n", "1:14: temperature: expected degrees Celsius, -40 ... 85, found 'warm'"),
    ("timeline: walk\n", "1:11: timeline: expected a list of entries, each after a '-'"),
    ("timeline:\n- wlak: 100\n  at: 1h\n  for: 1h\n", "2:3: timeline: unknown key 'wlak' (did you mean 'walk'?)"),
    (
      "timeline:\n- at: 1h\n",
      "2:3: timeline: expected what happens, one of \(actions); found none"
    ),
    (
      "timeline:\n- touch:\n  raise:\n  at: 1h\n",
      "2:3: timeline: expected what happens, one of \(actions); "
        + "found 'raise' and 'touch'"
    ),
    (
      "timeline:\n- touch:\n",
      "2:3: timeline: expected when it happens, one of at, every, daily or between; found none of them"
    ),
    (
      "timeline:\n- touch:\n  at: 1h\n  daily: 08:00\n",
      "2:3: timeline: expected when it happens, one of at, every, daily or between; found 'at' and 'daily'"
    ),
    ("timeline:\n- touch:\n  at: 1h\n  times: 3\n", "4:10: times: does not go with 'at', which takes for, jitter"),
    (
      "timeline:\n- touch:\n  at: 2d\n",
      "3:7: at: expected a point before the end of the run (day 2 07:00:00), found day 2 07:00:00"
    ),
    ("timeline:\n- touch:\n  at: soon\n", "3:7: at: expected \(point), found 'soon'"),
    ("timeline:\n- touch:\n  every: 5\n", "3:10: every: expected \(length), found '5'"),
    ("timeline:\n- touch:\n  every: 0s\n", "3:10: every: expected more than no time"),
    ("timeline:\n- touch:\n  every: 1us\n", "2:3: touch: expected at most 1000000 occurrences, these would be more"),
    ("timeline:\n- touch:\n  daily: 25:00\n", "3:10: daily: expected \(clock), found '25:00'"),
    (
      "timeline:\n- touch:\n  between: 08:00\n",
      "3:12: between: expected a list of two times of day, or of two points of the run"
    ),
    ("timeline:\n- touch:\n  between: [3h, 2h]\n", "3:12: between: expected the earlier point first"),
    (
      "timeline:\n- touch:\n  daily: 08:00\n  days: someday\n",
      "4:9: days: expected weekdays, weekend, or a list of mon, tue, wed, thu, fri, sat, sun, found 'someday'"
    ),
    ("timeline:\n- touch:\n  daily: 08:00\n  days: mon\n", "2:3: touch: never happens in this run"),
    (
      "timeline:\n- touch:\n  every: 1h\n  from: 3h\n  until: 2h\n",
      "5:10: until: expected a point after 'from', found day 0 09:00:00"
    ),
    ("timeline:\n- touch: 2m\n  at: 1h\n", "2:10: touch: expected how long, 1ms ... 60s, found '2m'"),
    ("timeline:\n- touch:\n  at: 1h\n  for: 1s\n", "4:8: touch: takes no 'for'; 'touch: 500ms' is a longer one"),
    ("timeline:\n- gesture: 2m\n  at: 1h\n", "2:12: gesture: expected how long, 1ms ... 60s, found '2m'"),
    (
      "timeline:\n- gesture:\n  at: 1h\n  for: 1s\n", "4:8: gesture: takes no 'for'; 'gesture: 5s' is a longer one"
    ),
    (
      "timeline:\n- notification: \(String(repeating: "x", count: 41))\n  at: 1h\n",
      "2:17: notification: expected \(NotificationText.expected), found '\(String(repeating: "x", count: 41))'"
    ),
    (
      "timeline:\n- notification: a\n  at: 1h\n  for: 1s\n", "4:8: notification: takes no 'for'"
    ),
    ("timeline:\n- ship: now\n  at: 1h\n", "2:9: ship: expected nothing after 'ship:'"),
    ("timeline:\n- walk: 300\n  at: 1h\n  for: 1h\n", "2:9: walk: expected steps a minute, 30 ... 240, found '300'"),
    ("timeline:\n- walk: 100\n  at: 1h\n", "2:3: walk: expected 'for' with \(length)"),
    ("timeline:\n- sleep: 8h\n  at: 1h\n  for: 1h\n", "2:10: sleep: expected nothing after 'sleep:'"),
    ("timeline:\n- charger: out\n  at: 1h\n  for: 1h\n", "4:8: charger: 'for' goes with 'in' alone"),
    ("timeline:\n- mains: up\n  at: 1h\n  for: 1h\n", "4:8: mains: 'for' goes with 'down' alone"),
    ("timeline:\n- mains: up\n  at: 1h\n", "2:3: mains: is already up at day 0 08:00:00"),
    ("timeline:\n- mains: out\n  at: 1h\n", "2:10: mains: expected up or down, found 'out'"),
    ("timeline:\n- charger: maybe\n  at: 1h\n", "2:12: charger: expected in or out, found 'maybe'"),
    ("timeline:\n- cable: out\n  at: 1h\n", "2:3: cable: is already out at day 0 08:00:00"),
    ("timeline:\n- heart_rate: 300\n  at: 1h\n", "2:15: heart_rate: expected beats a minute, 25 ... 240, found '300'"),
    (
      "timeline:\n- walk: 100\n  at: 47h\n  for: 2h\n",
      "2:3: walk: expected it to be over by the end of the run (day 2 07:00:00), it lasts until day 2 08:00:00"
    ),
    (
      "timeline:\n- walk: 100\n  at: 1h\n  for: 1h\n- run: 160\n  at: 90m\n  for: 1h\n",
      "5:3: run: overlaps at day 0 08:30:00 with 'walk' of line 4, which lasts from day 0 08:00:00 until day 0 09:00:00; "
        + "expected one activity at a time"
    ),
    ("expect: no faults\n", "1:9: expect: expected a list of sentences, each after a '-'"),
    (
      "expect:\n- no falts\n",
      "2:6: expect: expected faults, resets or unmodelled (did you mean 'faults'?), found 'falts'"
    ),
    ("variables: {a: 1}\n", "1:13: variables: 'a' is never used; expected '${a}' somewhere"),
    ("seed: ${a}\n", "1:7: unknown variable 'a'"),
    (
      "variables: {speed: 1}\nseed: ${sped}\ntemperature: ${speed}\n",
      "2:7: unknown variable 'sped' (did you mean 'speed'?)"
    ),
    ("seed: ${a\n", "1:7: expected '}' after '${' in '${a'"),
    ("variables: {a: 1}\nvariables: {b: 1}\n", "1:1: expected each key once here, found 'variables' twice"),
  ]

  @Test(arguments: ScenarioErrorTests.mistakes)
  func isFound(lines: String, problem: String) {
    #expect(ScenarioSupport.problems(lines).contains(problem), "\(ScenarioSupport.problems(lines))")
  }

  @Test func missingFilesAndBrokenFilesAreFound() {
    let problems = ScenarioSupport.problems("timeline:\n- recording: none.csv\n  at: 1h\n")
    #expect(problems.count == 1 && problems[0].hasPrefix("2:14: recording: "))
    #expect(problems[0].hasSuffix("none.csv: no such file"))
    #expect(throws: ScenarioError.self) { try Scenario(text: "image: no.elf\nduration: 1h\n", path: "t.yaml") }
  }

  @Test func manyAreReportedInOneGoInOrderOfLines() {
    let lines = """
      sed: 3
      temperature: hot
      timeline:
      - wlak: 100
        at: 1h
      - touch:
        at: soon
      - walk: 1
        every: often
        for: ever
      expect:
      - no falts
      """
    let places = ScenarioSupport.problems(lines).map { $0.split(separator: " ")[0] }
    #expect(places == ["1:1:", "2:14:", "4:3:", "7:7:", "8:9:", "9:10:", "10:8:", "12:6:"])
  }

  @Test(arguments: ScenarioErrorTests.hopeless)
  func noScenarioAtAll(text: String, message: String) throws {
    do {
      _ = try Scenario(text: text, path: "t.yaml")
      Issue.record("was accepted")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test func whatIsMissingIsNamed() {
    do {
      _ = try Scenario(text: "seed: 1\n", path: "t.yaml")
      Issue.record("was accepted")
    } catch {
      #expect(
        error.problems.map(\.message) == [
          "scenario: expected the key 'image'", "scenario: expected the key 'duration'",
        ])
    }
  }

  /// Hostile files end in a message, never in a crash.
  @Test func noiseIsRefusedOrRead() {
    let words = [
      "timeline:", "expect:", "- ", "walk: ", "at: ", "for: ", "every: ", "between: ", "[", "]", "{", "}", "${", "a",
      "9e99",
      "-1", "day 99999 07:00", "99999999999999d", "\n", "  ", ": ", "'", "\"", "&a ", "*a",
      "average current below 1 uA",
      "duration: ", "18446744073709551615", "95y", "\u{0}", "times: 100000", "jitter: ", "daily: 23:59:59",
      "until: end",
    ]
    var random = SplitMix(seed: 7)
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<12 {
        text += words[random.below(words.count)]
      }
      _ = try? ScenarioSupport.scenario(text)
    }
  }
}
