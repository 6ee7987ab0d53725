import Machine
import Testing
@testable import Session
@testable import Studies

/// Averages, life and stops of whole runs (docs/averages.md), of the sleeper, which takes the same all the time.
@Suite struct RunningReportTests {
  private func run(_ lines: String) throws -> RunOutcome {
    let text = "image: ../firmware-images/sleeper/sleeper.elf\nwear: none\n" + lines
    let scenario = try Scenario(text: text, path: ScenarioSupport.root + "/scenarios/t.yaml", variables: [:])
    let runner = try ScenarioRun(scenario).runner()
    runner.start()
    return try runner.join().get()
  }

  private func table(_ outcome: RunOutcome, columns: Int? = nil) -> String {
    EnergyTable.render(
      outcome.report, capacityMilliampereHours: outcome.capacityMilliampereHours, columns: columns)
  }

  @Test func aDeadBandHasNoLifeAndTheAverageOfTheLiving() throws {
    let short = try run("duration: 2h\ncell: {capacity: 1, charge: 50}\n")
    let dead = try run("duration: 10d\ncell: {capacity: 1, charge: 10}\nexpect: [expected life above 1 days]\n")
    let average = try #require(dead.report.averageCurrentUa?.typical)
    let living = try #require(short.report.averageCurrentUa?.typical)
    #expect(abs(average - living) < 0.03 * living, "\(average) and \(living)")
    let life = try #require(short.report.lifeDays)
    #expect(
      abs(life.typical - 1_000 * short.report.cell.capacityMah / living / 24) < 1e-6 && life.low < life.typical
        && life.typical < life.high)
    #expect(short.report.stops.isEmpty && short.report.diedAtSeconds == nil)

    #expect(dead.report.lifeDays == nil)
    let died = try #require(dead.report.diedAtSeconds)
    #expect(died > 3_600 && died < 12 * 3_600 && dead.report.whileRunning.seconds == died)
    #expect(dead.expectations.map(\.passed) == [false])
    #expect(dead.expectations[0].found == "none: the band did not run all the time")
    // 100 uAh and what the cell holds beyond empty.
    let out = Double(dead.report.whileRunning.nanocoulombs) / 3.6e6
    #expect(out > 90 && out < 160)
    let text = table(dead)
    #expect(text.contains("expected life    none: the band did not run all the time"))
    #expect(text.contains("died             at \(EnergyTable.clock(died)), and did not run again"))
    #expect(!text.contains("days of a full"))
    #expect(table(short).contains("days of a full 1 mAh cell") && !table(short).contains("died"))
    for columns in [50, 80] {
      let lines = table(dead, columns: columns).split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= columns }, "\(lines)")
      #expect(lines.contains { $0.hasPrefix("expected life    none: the band did not run") })
    }
  }

  @Test func timeOnTheChargerDoesNotCount() throws {
    let timeline = "timeline: [{charger: in, at: 6h, for: 12h}]\n"
    let expect = """
      expect:
        - average current between 20 and 40 uA over 1h to 20h
        - average current above 0 uA over 7h to 8h
        - expected life above 70 days
      """
    let outcome = try run("duration: 1d\n" + timeline + expect)
    let report = outcome.report
    #expect(abs(report.whileRunning.seconds - 12 * 3_600) < 1)
    let alone = try run("duration: 12h\n").report
    let (average, other) = (report.averageCurrentUa?.typical ?? 0, alone.averageCurrentUa?.typical ?? 0)
    #expect(abs(average - other) < 0.02 * other, "\(average) and \(other)")
    #expect(report.chargeUah.contains { $0.usbNanocoulombs > 0 })
    #expect(report.chargeUah.reduce(0) { $0 + $1.runningNanocoulombs } == report.whileRunning.nanocoulombs)
    #expect(outcome.expectations.map(\.passed) == [true, false, true])
    #expect(outcome.expectations[1].found == "none: the cell did not power the running band then")
    #expect(table(outcome).contains("from the cell, over the 12:00:00 that it powered the running band"))
    #expect(table(outcome).contains("of it from VBUS"))
  }

  /// Two runs of which the second goes on from the first: the same as one.
  @Test func aSnapshotKeepsTheAccount() throws {
    let path = "/tmp/running-\(UInt64.random(in: 0 ... .max)).json"
    var options = RunOptions(imagePath: ScenarioSupport.root + "/firmware-images/sleeper/sleeper.elf")
    options.wear = .none
    func run(_ change: (inout RunOptions) -> Void) throws -> Report {
      var next = options
      change(&next)
      let runner = try Runner(next)
      runner.start()
      return try runner.join().get().report
    }
    let whole = try run {
      $0.duration = .seconds(7_200)
      $0.givenInputs = [TimedInput(.seconds(600), .charger(true)), TimedInput(.seconds(1_200), .charger(false))]
    }
    let first = try run {
      $0.duration = .seconds(3_600)
      $0.givenInputs = [TimedInput(.seconds(600), .charger(true)), TimedInput(.seconds(1_200), .charger(false))]
      $0.snapshotOutPath = path
    }
    let second = try run {
      $0.duration = .seconds(3_600)
      $0.snapshotInPath = path
    }
    #expect(first.whileRunning.ticks < second.whileRunning.ticks)
    #expect(second.whileRunning.ticks == whole.whileRunning.ticks)
    #expect(second.whileRunning.nanocoulombs == whole.whileRunning.nanocoulombs)
    #expect(second.averageCurrentUa?.typical == whole.averageCurrentUa?.typical)
  }
}
