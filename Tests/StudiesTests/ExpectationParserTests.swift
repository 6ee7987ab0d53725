import Boards
import Machine
import Testing
@testable import Formats
@testable import Studies

@Suite struct ExpectationParserTests {
  private static let day: Tick = .seconds(86_400)
  private static let end = 20 * day
  private static let late = end - day / 2
  private static let hour: Tick = .seconds(3_600)
  private static let evening = 11 * hour
  private static let eight = 25 * hour
  private static let (two, three, ten) = (2 * day, 3 * day, 10 * day)
  private static let look = IntervalPlan(
    name: "look", from: .edge(line: "P1_0", isRising: true), to: .time(.seconds(90)))
  private static let good: [(String, Studies.Expectation.Check)] = [
    (
      "average current below 120 uA over the first day",
      .averageCurrent(component: nil, .below(120), .init(from: 0, until: day))
    ),
    ("average current above 1.5mA", .averageCurrent(component: nil, .above(1_500), .init(from: 0, until: end))),
    (
      "average current of touch key between 500 nA and 2 uA over the last 12h",
      .averageCurrent(component: "touch key", .between(0.5, 2), .init(from: late, until: end))
    ),
    (
      "average current between 40 and 90 uA over day 1 08:00 to day 2",
      .averageCurrent(component: nil, .between(40, 90), .init(from: eight, until: two))
    ),
    ("average current below 9 uA over the run", .averageCurrent(component: nil, .below(9), .init(from: 0, until: end))),
    ("average current of OLED within 2 % of the baseline", .averageCurrentNearBaseline(component: "OLED", percent: 2)),
    ("expected life above 20.5 days", .expectedLife(.above(20.5), downTo: nil)),
    ("expected life above 20 days down to 3 V", .expectedLife(.above(20), downTo: 3)),
    ("peak current below 90 mA", .interval(.stretch(from: 0, until: end), .peakCurrent, .below(90_000))),
    (
      "peak current below 9 mA over the first day",
      .interval(.stretch(from: 0, until: day), .peakCurrent, .below(9_000))
    ),
    (
      "charge of OLED below 3.5 mC over the first day",
      .interval(.stretch(from: 0, until: day), .charge(component: "OLED"), .below(3.5e6))
    ),
    (
      "charge of all between 1 and 2 mAh",
      .interval(.stretch(from: 0, until: end), .charge(component: nil), .between(3.6e9, 7.2e9))
    ),
    ("charge of each look below 9 uC", .interval(look, .chargeOfEach, .below(9_000))),
    ("charge of look below 2 uAh", .interval(look, .charge(component: nil), .below(7.2e6))),
    ("duration of each look between 1 and 5000 ms", .interval(look, .durationOfEach, .between(0.001, 5))),
    ("duration of look below 2 min", .interval(look, .duration, .below(120))),
    ("energy of look below 2 mJ", .interval(look, .energy, .below(2e6))),
    ("energy of each look between 3 and 4 uJ", .interval(look, .energyOfEach, .between(3_000, 4_000))),
    ("mean current of look below 3 mA", .interval(look, .meanCurrent, .below(3_000))),
    ("peak current of look above 500 uA", .interval(look, .peakCurrent, .above(500))),
    ("count of look is 12", .interval(look, .count, .exactly(12))),
    ("expected life between 20 and 40 days", .expectedLife(.between(20, 40), downTo: nil)),
    ("battery above 20 % at day 10", .batteryPercent(.above(20), at: ten)),
    ("battery  above 20%", .batteryPercent(.above(20), at: end)),
    ("battery between 3700 and 3900 mV at 3d", .batteryMillivolts(.between(3_700, 3_900), at: three)),
    ("steps within 3 %", .stepsNearTruth(percent: 3, at: end)),
    ("steps above 8000 at day 1", .statistic("steps", .above(8_000), at: day)),
    ("display is dark at 90s", .displayIsLit(false, at: .seconds(90))),
    ("led 2 is blue at 1h", .light(2, "blue", at: hour)), ("led 1 is off", .light(1, "off", at: end)),
    ("charge state is full by 18:00", .chargeStateReached(.full, by: evening)),
    ("charge state is constant current at 1h", .chargeState(.constantCurrent, at: .seconds(3_600))),
    ("statistic buzzes is 1", .statistic("buzzes", .exactly(1), at: end)),
    ("no faults", .noFaults), ("no resets", .noResets), ("no unmodelled accesses", .noUnmodelledAccesses),
  ]

  private static let point = ScenarioTime.expectedPoint
  private static let length = ScenarioTime.expectedLength
  private static let bad: [(String, Int, String)] = [
    (
      "", 0,
      "expected average, expected, battery, steps, display, led, charge, energy, peak, mean, duration, count, statistic or no, the sentence ends there"
    ),
    (
      "avrage current below 1 uA", 0,
      "expected average, expected, battery, steps, display, led, charge, energy, peak, mean, duration, count, statistic or no (did you mean 'average'?), found 'avrage'"
    ),
    ("charge of each lok below 1 uC", 15, "no interval 'lok' (did you mean 'look'?)"),
    ("count of glance is 3", 9, "no interval 'glance'; there are look"),
    ("duration of each look below 3 uC", 30, "expected the unit of 3, one of days, h, min, ms, s, us, µs, found 'uC'"),
    ("expected life above 9 days down to 3 uA", 37, "expected the unit of 3, one of V, mV, found 'uA'"),
    ("led 0 is blue", 4, "expected the number of an LED, found '0'"),
    (
      "average current under 1 uA", 16, "expected above, below, between or within, found 'under'"
    ),
    (
      "average current below 120", 25, "expected the unit of 120, one of mA, nA, uA, µA, the sentence ends there"
    ),
    (
      "average current below much", 22, "expected a number with its unit (mA, nA, uA, µA), found 'much'"
    ),
    (
      "average current below 1 uA over the first", 41,
      "expected 'day' or \(length), the sentence ends there"
    ),
    ("average current below 1 uA over the first 21d", 42, "expected at most the length of the run, found '21d'"),
    ("expected life above 20", 22, "expected the unit of 20, one of days, the sentence ends there"),
    ("battery above 20 %  at noon", 23, "expected \(point), found 'noon'"),
    (
      "battery above 20 % at day 21", 22,
      "expected a point after the start and not after the end of the run (day 20 07:00:00), found day 21 07:00:00"
    ),
    ("battery above 20 % sometimes", 19, "expected the end of the sentence, found 'sometimes'"),
    ("battery between 50 and 40 %", 26, "expected the lower bound first"),
    ("display shows here.png", 14, "here.png: no such file"),
    (
      "charge state is ful by 18:00", 16,
      "expected one of none, contact, pre-charge, constant current, constant voltage, full, temperature, fault, "
        + "found 'ful' (did you mean 'full'?)"
    ),
    ("no falts", 3, "expected faults, resets or unmodelled (did you mean 'faults'?), found 'falts'"),
  ]

  private func parse(_ text: String) throws(ExpectationParser.Mistake) -> Studies.Expectation.Check {
    var parser = ExpectationParser(text, end: Self.end, intervals: ["look": Self.look]) {
      throw InputError("\($0): no such file")
    }
    return try parser.check()
  }

  @Test(arguments: ExpectationParserTests.good)
  func sentences(text: String, check: Studies.Expectation.Check) throws { #expect(try parse(text) == check) }

  @Test(arguments: ExpectationParserTests.bad)
  func mistakes(text: String, column: Int, message: String) {
    #expect(throws: ExpectationParser.Mistake(column: column, message: message)) { try parse(text) }
  }

  /// Where the board is known, an LED that it has not is a mistake.
  @Test(arguments: [
    ("band1", "led 3 is green", nil), ("band1", "led 4 is green", "expected an LED, 1 ... 3, found '4'"),
    ("tracker", "led 1 is green", "expected a board with LEDs, found '1'"),
  ])
  func lightsAreThoseOfTheBoard(board: String, text: String, message: String?) throws {
    let model = try #require(BoardCatalogue.model(named: board))
    var parser = ExpectationParser(text, end: Self.end, names: KnownNames(model, imagePath: nil)) {
      throw InputError("\($0): no such file")
    }
    if let message {
      #expect(throws: ExpectationParser.Mistake(column: 4, message: message)) { try parser.check() }
    } else {
      #expect(try parser.check() == .light(3, "green", at: Self.end))
    }
  }
}
