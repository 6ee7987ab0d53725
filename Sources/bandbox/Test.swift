import ArgumentParser
import Foundation
import Lab
import Machine

/// `bandbox test`.
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run scenarios and check what they expect.", usage: "bandbox test [<options>] <scenario> ...",
    discussion: """
      docs/scenarios.md has the format of scenario files. Exit statuses: 0 all expectations met, 1 at least one not met, 2 bad \
      input, 3 the firmware locked up, 130 interrupted.
      """)

  @Argument(help: ArgumentHelp("Scenario files (YAML).", valueName: "scenario"))
  var scenarios: [String]
  @Option(
    help: ArgumentHelp("Set a variable of the scenarios; may be repeated.", valueName: "name=value"))
  var set: [String] = []
  @Option(help: ArgumentHelp("Compare average currents with this baseline.", valueName: "json"))
  var baseline: String?
  @Flag(help: "Write the baseline instead of comparing.")
  var updateBaseline = false
  @Option(help: ArgumentHelp("Write the results as JUnit XML for CI.", valueName: "xml"))
  var junit: String?
  @Option(help: ArgumentHelp("Write results and reports.", valueName: "json"))
  var json: String?
  @Option(help: "Scenarios to run at once. (default: one for each core)")
  var jobs: Int?
  @Flag(help: "Errors and failures only.")
  var quiet = false

  func run() throws {
    let before = try readBaseline()
    let checked = try readScenarios()
    if !quiet { for note in checked.flatMap(\.notes) { Standard.error.print(note) } }
    for path in [junit, json].compactMap(\.self) { try OutputFile.checkWritable(path) }
    let runs = try checked.map { scenario in
      var run = ScenarioRun(scenario)
      // A new baseline meets itself.
      run.baseline = updateBaseline ? nil : before.scenarios[scenario.name]
      return try run.runner()
    }
    let stopping = StopRequest()
    Interrupt.install { stopping.stop(runs) }
    let results = try TestRuns(runners: runs, scenarios: checked, jobs: jobs, showsProgress: !quiet).run(stopping)
      .map { ScenarioResult($0.scenario, $0.outcome, isUpdating: updateBaseline) }
    print(results, before)
    try write(results, before)
    try leave(results, isStopped: stopping.isStopped)
  }

  // MARK: Input

  private func readBaseline() throws -> ScenarioBaseline {
    guard let baseline else {
      if updateBaseline { throw InputError("--update-baseline: expected --baseline with the file to write") }
      return ScenarioBaseline()
    }
    if !FileManager.default.fileExists(atPath: baseline) {
      guard updateBaseline else {
        throw InputError("--baseline: \(baseline): no such file; --update-baseline writes one")
      }
      try OutputFile.checkWritable(baseline)
      return ScenarioBaseline()
    }
    return try ScenarioBaseline(path: baseline)
  }

  /// All mistakes in all files, before anything runs.
  private func readScenarios() throws -> [Scenario] {
    guard jobs ?? 1 > 0 else { throw InputError("--jobs: expected 1 or more, found '\(jobs ?? 0)'") }
    let values = try Assignments.parse(set)
    var checked: [Scenario] = []
    var mistakes: [String] = []
    for path in scenarios {
      do {
        let scenario = try Scenario(path: path, variables: values)
        if scenario.expectations.isEmpty {
          mistakes.append("\(path): expected 'expect' with at least one sentence; there is nothing to check")
        }
        if let other = checked.first(where: { $0.name == scenario.name }) {
          mistakes.append("\(path): has the name '\(scenario.name)', as \(other.path) has; expected one of its own")
        }
        checked.append(scenario)
      } catch let error as ScenarioError {
        mistakes += error.problems.map(\.description)
      } catch {
        mistakes.append("\(error)")
      }
    }
    guard mistakes.isEmpty else {
      for mistake in mistakes { Standard.error.print("error: \(mistake)") }
      throw ExitCode(2)
    }
    return checked
  }

  // MARK: Output

  private func print(_ results: [ScenarioResult], _ before: ScenarioBaseline) {
    for result in results {
      if !quiet || !result.passed { Standard.output.print(result.text(isQuiet: quiet)) }
      if !result.passed, let entry = before.scenarios[result.name] {
        Standard.output.print(result.difference(from: entry))
      } else if !result.passed, baseline != nil, !updateBaseline {
        Standard.output.print("  the baseline has no scenario '\(result.name)'; --update-baseline adds it")
      }
    }
    let failed = results.flatMap(\.expectations).count { !$0.passed }
    let all = results.reduce(0) { $0 + $1.expectations.count }
    Standard.output.print("\(all - failed) of \(all) expectations met in \(Text.count(results.count, "scenario"))")
  }

  private func write(_ results: [ScenarioResult], _ before: ScenarioBaseline) throws {
    if let junit { try OutputFile.write(Data(JUnit.render(results).utf8), to: junit) }
    if let json { try OutputFile.write(Data((try Text.json(results) + "\n").utf8), to: json) }
    if updateBaseline, let baseline {
      var next = before
      for result in results { next.scenarios[result.name] = ScenarioBaseline.Entry(result.report) }
      try next.write(to: baseline)
    }
  }

  private func leave(_ results: [ScenarioResult], isStopped: Bool) throws {
    if isStopped { throw ExitCode(130) }
    if results.contains(where: { !$0.passed }) { throw ExitCode(1) }
    if results.contains(where: { $0.report.exit.status == 3 }) { throw ExitCode(3) }
  }
}
