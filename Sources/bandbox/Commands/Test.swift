import ArgumentParser
import Formats
import Foundation
import Machine
import Session
import Studies

/// `bandbox test`.
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run scenarios and check what they expect.", usage: "bandbox test [<options>] <scenario> ...",
    discussion: """
      docs/scenarios.md has the format of scenario files. Exit statuses: 0 all expectations met, 1 at least one not met, 2 bad \
      input, 3 the firmware locked up, 130, 143 or 129 interrupted.
      """)

  @Argument(help: ArgumentHelp("Scenario files (YAML).", valueName: "scenario"), completion: .file())
  var scenarios: [String]
  @Option(
    help: ArgumentHelp("Set a variable of the scenarios; may be repeated.", valueName: "name=value"))
  var set: [String] = []
  @Option(help: ArgumentHelp("Compare average currents with this baseline.", valueName: "json"), completion: .file())
  var baseline: String?
  @Flag(help: "Write the baseline instead of comparing.")
  var updateBaseline = false
  @Option(help: ArgumentHelp("Write the results as JUnit XML for CI.", valueName: "xml"), completion: .file())
  var junit: String?
  @Option(help: ArgumentHelp("Write results and reports.", valueName: "json"), completion: .file())
  var json: String?
  @Option(help: ArgumentHelp("Write which source lines were executed (lcov).", valueName: "info"), completion: .file())
  var coverage: String?
  @Option(
    help: ArgumentHelp("The ELF that has the images' source lines.", valueName: "elf", visibility: .hidden),
    completion: .file())
  var debugInfo: String?
  @Option(parsing: .unconditional, help: "Scenarios to run at once. (default: one for each core)")
  var jobs: String?
  @OptionGroup var engine: EngineOption
  @Flag(help: "Errors and failures only.")
  var quiet = false

  func validate() throws {
    if debugInfo != nil && coverage == nil { throw ValidationError("--debug-info goes with --coverage") }
  }

  func run() throws {
    let jobs = try OptionValue.jobs(jobs)
    try engine.apply()
    let before = try readBaseline()
    let outputs = try OutputSet(
      [
        ("--junit", junit), ("--json", json), ("--coverage", coverage), ("--baseline", updateBaseline ? baseline : nil),
      ],
      inputs: scenarios.map { ("a scenario", $0) } + [
        ("the baseline", updateBaseline ? nil : baseline), ("the input of --debug-info", debugInfo),
      ])
    let checked = try readScenarios(before)
    if !quiet { for note in checked.flatMap(\.notes) { Standard.error.say(note) } }
    Interrupt.begin()
    let values = try Assignments.parse(set)
    let runs = checked.map { scenario in
      ScenarioJob(
        path: scenario.path, variables: values, baseline: before.scenarios[scenario.name], isUpdating: updateBaseline,
        recordsCode: coverage != nil, debugInfoPath: debugInfo)
    }
    let stopping = StopRequest()
    let answers = try TestRuns(scenarios: checked, jobs: runs, limit: jobs, showsProgress: !quiet).run(stopping)
    let results = answers.map(\.result)
    show(results, before, on: outputs.hasStandardOutput ? .error : .output)
    try write(results, before, outputs) {
      Data(try Coverage(answers, of: checked, debugInfo: debugInfo).tracefile.utf8)
    }
    try leave(results, stopping)
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
      return ScenarioBaseline()
    }
    return try ScenarioBaseline(path: baseline)
  }

  /// All mistakes in all files, before anything runs.
  private func readScenarios(_ before: ScenarioBaseline) throws -> [Scenario] {
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
        if !updateBaseline {
          mistakes += scenario.problems(comparing: baseline == nil ? nil : before).map(\.description)
        }
        checked.append(scenario)
      } catch {
        mistakes += ErrorLines.of(error) ?? ErrorLines.unforeseen(error)
      }
    }
    guard mistakes.isEmpty else { throw InputErrors(mistakes) }
    return checked
  }

  // MARK: Output

  private func show(_ results: [ScenarioResult], _ before: ScenarioBaseline, on stream: Standard) {
    for result in results {
      if !quiet || !result.passed { stream.say(result.text(isQuiet: quiet)) }
      if !result.passed, let entry = before.scenarios[result.name] {
        stream.say(result.difference(from: entry))
      } else if !result.passed, baseline != nil, !updateBaseline {
        stream.say("  the baseline has no scenario '\(result.name)'; --update-baseline adds it")
      }
    }
    let failed = results.flatMap(\.expectations).count { !$0.passed }
    let all = results.reduce(0) { $0 + $1.expectations.count }
    stream.say("\(all - failed) of \(all) expectations met in \(Text.count(results.count, "scenario"))")
  }

  /// Every output by itself: one that fails does not lose the others.
  private func write(
    _ results: [ScenarioResult], _ before: ScenarioBaseline, _ outputs: OutputSet, coverage: () throws -> Data
  ) throws {
    var next = before
    for result in results { next.scenarios[result.name] = ScenarioBaseline.Entry(result.report) }
    var failures: [String] = []
    for (option, data) in [
      ("--junit", Data(JUnit.render(results).utf8)), ("--json", Data((try Text.json(results) + "\n").utf8)),
      ("--baseline", try next.file),
    ] {
      do throws(InputError) { try outputs[option]?.write(data) } catch { failures.append(error.description) }
    }
    if let output = outputs["--coverage"] {
      do { try output.write(try coverage()) } catch { failures += ErrorLines.of(error) ?? ErrorLines.unforeseen(error) }
    }
    if !failures.isEmpty { throw InputErrors(failures) }
  }

  private func leave(_ results: [ScenarioResult], _ stopping: StopRequest) throws {
    if stopping.isStopped { throw ExitCode(stopping.exitStatus) }
    if results.contains(where: { !$0.passed }) { throw ExitCode(1) }
    if results.contains(where: { $0.report.exit.status == 3 }) { throw ExitCode(3) }
  }
}
