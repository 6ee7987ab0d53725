import Boards
import Machine
import Testing
@testable import Formats
@testable import Session
@testable import Studies

/// Statistics between two moments of whole runs.
@Suite struct IntervalTests {
  private func run(_ image: String, _ lines: String) throws -> RunOutcome {
    let text = "image: ../firmware-images/\(image)/\(image).elf\nwear: none\n" + lines
    let scenario = try Scenario(text: text, path: ScenarioSupport.root + "/scenarios/t.yaml", variables: [:])
    let runner = try ScenarioRun(scenario).runner()
    runner.start()
    return try runner.join().get()
  }

  @Test func aStretchOfTimeHasTheChargeOfItsCurrents() throws {
    // Asleep all the time, it draws the same; 3600 s of it are the average times as much.
    let outcome = try run(
      "sleeper",
      """
      duration: 3h
      intervals:
        hour: {from: 1h, to: 2h}
      expect:
        - charge of hour below 1 C
        - duration of hour between 3600 and 3601 s
        - count of hour is 1
        - charge of all above 1 nC over 1h to 2h
        - charge of DA14681 below 1 nC over 1h to 2h
      budget: {total: 1 nC per run}
      """)
    let hour = try #require(outcome.intervals.first)
    #expect(hour.count == 1 && hour.seconds.sum - 3_600 < 1e-3 && hour.seconds.sum >= 3_600)
    let sums = hour.componentNanocoulombs.values.reduce(0, +)
    #expect(abs(sums - hour.nanocoulombs.sum) < 1e-6 * sums)
    let mean = try #require(hour.meanMicroamperes)
    #expect(abs(mean * hour.seconds.sum * 1e3 - hour.nanocoulombs.sum) < 1e-6 * hour.nanocoulombs.sum)
    // At 80 % the cell's voltage moves by less than 1 mV in an hour at 28 uA.
    let volts = Double(outcome.report.battery.endMv) / 1_000
    #expect(abs(hour.nanojoules.sum - hour.nanocoulombs.sum * volts) < 2e-3 * hour.nanojoules.sum)
    let average = try #require(outcome.report.averageCurrentUa?.typical)
    #expect(abs(mean - average) < 0.01 * average)
    #expect(
      hour.envelopeNanocoulombs[0] < hour.nanocoulombs.sum && hour.nanocoulombs.sum < hour.envelopeNanocoulombs[1])
    #expect(outcome.expectations.map(\.passed) == [true, true, true, true, false, false])
    // The budget is over all of the run: what the report has in all.
    let found = try #require(outcome.expectations[5].value)
    #expect(abs(found - Double(outcome.report.totalNanocoulombs)) < 1)
  }

  @Test func edgesOpenAndCloseOccurrences() throws {
    let outcome = try run(
      "band",
      """
      duration: 40s
      timeline:
        - touch: 200ms
          at: [10s, 20s, 30s]
      intervals:
        touched: {from: rise touch key, to: fall touch key}
        between: {from: rise touch key, to: rise touch key}
      expect:
        - duration of each touched between 199 and 201 ms
        - count of touched is 3
        - peak current of touched above 100 uA
        - charge of each touched below 1 nC
      """)
    let (touched, between) = (outcome.intervals[0], outcome.intervals[1])
    #expect(touched.count == 3 && abs(touched.seconds.sum - 0.6) < 1e-4)
    // What ends one begins the next.
    #expect(between.count == 2 && abs(between.seconds.sum - 20) < 1e-3)
    #expect(outcome.expectations.map(\.passed) == [true, true, true, false])
    #expect(
      touched.nanocoulombs.least <= touched.nanocoulombs.mean
        && touched.nanocoulombs.mean <= touched.nanocoulombs.greatest)
  }

  @Test(arguments: [
    (
      "intervals: {look: {from: ris touch key, to: 9s}}",
      "from: expected \(IntervalMarker.expected), found 'ris touch key' (did you mean 'rise'?)"
    ),
    ("intervals: {look: {from: rise touch kay, to: 9s}}", "from: no line 'touch kay' (did you mean 'touch key'?)"),
    ("intervals: {look: {from: 9s}}", "look: expected {from: , to: }; 'to' is missing"),
    ("intervals: {look: {from: 9s, to: 8s}}", "look: expected the earlier point first"),
    (
      "intervals: {OLED: {from: 8s, to: 9s}}", "expected a name that no sentence takes for something else, found 'OLED'"
    ),
    ("budget: {OLEDD: 3 uC per day}", "budget: no component 'OLEDD' (did you mean 'OLED'?)"),
    (
      "budget: {OLED: 3 uA per day}",
      "OLED: expected a charge such as '300 uC per day': nC, uC, mC, C, uAh or mAh, per day, hour or run, found '3 uA per day'"
    ),
  ])
  func mistakesAreNamed(lines: String, message: String) {
    #expect(
      ScenarioSupport.problems(lines + "\n").contains { $0.hasSuffix(message) },
      "\(ScenarioSupport.problems(lines + "\n"))")
  }

  @Test func twoRunsSideBySide() {
    func facts(_ oled: Double, _ core: Double) -> PowerFacts {
      PowerFacts(
        name: "r", seconds: 60,
        components: [
          "OLED": .init(low: oled / 2, typical: oled, high: oled * 2),
          "core": .init(low: core, typical: core, high: core),
        ], functions: ["draw": oled / 4], cycles: ["draw": 10])
    }
    let comparison = PowerComparison(before: facts(8, 2), after: facts(6, 2))
    #expect(comparison.components.map(\.name) == ["OLED", "core"])
    #expect(comparison.components[0].change == .init(low: -4, typical: -2, high: -1))
    #expect(comparison.total.change.typical == -2)
    #expect(comparison.functions.map { $0.after - $0.before } == [-0.5])
    #expect(comparison.text.contains("OLED                  8.000  6.000  -2.000  -25.0 %  -4.000 ... -1.000"))
    #expect(comparison.text.contains("(1 component did not change)"))
  }
}
