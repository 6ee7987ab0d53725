import ArgumentParser
import Formats
import Foundation
import Machine
import Session
import Studies
import Watchers

/// `bandbox power`.
struct Power: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "Run a scenario and show where the charge went: by component, function, wake-up and SMP command.",
    usage: """
      bandbox power [<options>] --out <dir> [--callgrind <file>] <scenario>
      bandbox power [<options>] --between <from..to> <scenario>
      bandbox power [--scenario <yaml>] [--json] <before> <after>
      bandbox power --coefficients [--overrides <yaml>] [--json]
      """,
    discussion: """
      Writes to the folder of --out: summary.txt, report.json, currents.csv, plot.svg, plot.png, trace.perfetto-trace \
      (ui.perfetto.dev), lines.vcd (GTKWave), serial.vcd (PulseView), functions.folded (speedscope) and functions.json. \
      Plot, tables and currents cover the whole run; trace, VCD and functions cover the --window.

      --between: times, 'rise LINE', 'fall LINE', 'mark TEXT', 'request NAME' ... Two scenarios, folders of --out or, \
      with --scenario, images are compared. docs/scenarios.md has both.

      --coefficients lists every number of the power model, with its condition and source. A file with 'coefficients:' \
      and lines such as 'OLED.on: 350' or 'OLED.on: {low: 200, typical: 350, high: 600}' replaces numbers by name; \
      'bandbox run --coefficients' takes it too.
      """)

  @Argument(
    help: ArgumentHelp("The scenario (YAML, docs/scenarios.md), or two to compare.", valueName: "scenario"),
    completion: .file())
  var runs: [String] = []
  @Option(help: ArgumentHelp("The folder to write to; created if missing.", valueName: "dir"), completion: .directory)
  var out: String?
  @Option(
    help: ArgumentHelp("Set a variable of the scenario; may be repeated.", valueName: "name=value"))
  var set: [String] = []
  @Option(help: ArgumentHelp("Part for trace, VCD, functions. (default: 0s..1d)", valueName: "from..to"))
  var window: String?
  @Option(
    help: ArgumentHelp("Write charge and cycles by source line (KCachegrind).", valueName: "file"), completion: .file())
  var callgrind: String?
  @Option(help: ArgumentHelp("The ELF that has the image's source lines.", valueName: "elf"), completion: .file())
  var debugInfo: String?
  @Flag(help: "Do not attribute charge to functions; somewhat faster.")
  var noFunctions = false
  @OptionGroup var engine: EngineOption
  @Flag(help: "No summary on standard output.")
  var quiet = false
  @Option(help: ArgumentHelp("Measure between two moments; may be repeated.", valueName: "from..to"))
  var between: [String] = []
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Volts that the cell is used down to. (default: 3.0)", valueName: "volts"))
  var cutOff: String?
  @Option(
    help: ArgumentHelp("To compare images: the scenario that they run in.", valueName: "yaml"), completion: .file())
  var scenario: String?

  @Flag(help: "List the coefficients; run nothing.")
  var coefficients = false
  @Option(
    help: ArgumentHelp("With --coefficients: of this board. (default: miband2)", valueName: "board"), completion: .board
  )
  var board: String?
  @Option(help: ArgumentHelp("With --coefficients: with this file's numbers.", valueName: "yaml"), completion: .file())
  var overrides: String?
  @Flag(help: "With --coefficients, --between or two runs: as JSON.")
  var json = false

  func validate() throws {
    if coefficients { return }
    guard overrides == nil, board == nil else {
      throw ValidationError("--board and --overrides go with --coefficients")
    }
    guard scenario == nil || runs.count == 2 else {
      throw ValidationError("--scenario goes with two images to compare")
    }
    guard runs.count != 2 else { return try validateComparison() }
    guard runs.count == 1 else {
      throw ValidationError("expected a scenario, two runs to compare, or --coefficients")
    }
    guard !json || !between.isEmpty else {
      throw ValidationError("--json goes with --coefficients, --between or two runs")
    }
    guard out != nil || callgrind != nil || !between.isEmpty else {
      throw ValidationError(
        "expected --out with the folder to write to, --callgrind with a file, or --between with two moments")
    }
    guard callgrind == nil || !noFunctions else { throw ValidationError("--callgrind does not go with --no-functions") }
    guard debugInfo == nil || callgrind != nil else { throw ValidationError("--debug-info goes with --callgrind") }
  }

  private func validateComparison() throws {
    let others = [out, callgrind, window, debugInfo, cutOff].contains { $0 != nil } || !between.isEmpty
    guard !others else { throw ValidationError("expected two runs to compare, and of options --set, --json, --quiet") }
  }

  func run() throws {
    try engine.apply()
    if coefficients {
      let table = try CoefficientTable(of: try BoardOption.find(board), overrides: overrides)
      if json { return try Standard.output.printJSON(table) }
      Standard.output.print(table.text)
    } else if runs.count == 2 {
      try compare()
    } else {
      try record(runs[0], to: out)
    }
  }

  // MARK: Two runs

  private func compare() throws {
    Interrupt.begin()
    let sides = try runs.map { try PowerFacts(of: $0, scenario: scenario, variables: try Assignments.parse(set)) }
    let comparison = PowerComparison(before: sides[0], after: sides[1])
    if json { return try Standard.output.printJSON(comparison) }
    if !quiet { Standard.output.print(comparison.text) }
  }

  // MARK: A scenario

  /// Whether anything is asked for beside the stretches between two moments.
  private var folderIsWanted: Bool { out != nil || callgrind != nil }

  private func record(_ path: String, to folder: String?) throws {
    var recording = PowerRecordingOptions()
    recording.hasFunctions = !noFunctions
    recording.hasLines = callgrind != nil
    if let window {
      guard let range = PowerRecordingOptions.parseWindow(window) else {
        throw InputError("--window: expected FROM..TO, two times such as 1d and 1d2h, found '\(window)'")
      }
      recording.window = range
    }
    recording.cutOff = try cutOff.map { try OptionValue.number("--cut-off", $0, in: 0.5...10, of: "volts") } ?? 3
    var run = ScenarioRun(try Scenario(path: path, variables: try Assignments.parse(set)))
    run.recording = folderIsWanted ? recording : nil
    run.intervals = try between.map { text throws(InputError) in try run.scenario.interval(text) }
    run.debugInfoPath = debugInfo
    if !quiet { for note in run.scenario.notes { Standard.error.say(note) } }
    Interrupt.begin()
    let runner = try run.runner()
    let outputs = try folder.map { (folder) throws(InputError) in try PowerOutputs(folder: folder) }
    let lines = try OutputSet(
      [("--callgrind", callgrind)],
      inputs: [
        ("the scenario", path), ("the image", run.scenario.options.imagePath), ("the input of --debug-info", debugInfo),
      ])
    Interrupt.onSignal { runner.stop(status: $0) }
    runner.start()
    follow(runner, until: run.scenario.options.duration ?? 0)
    let outcome = try runner.join().get()
    if let fault = outcome.fault { Standard.error.say(fault) }
    if let profile = outcome.recording?.lineProfile {
      try lines["--callgrind"]?.write(Data(profile.callgrind(title: run.scenario.name).utf8))
    }
    let stream: Standard = lines.hasStandardOutput ? .error : .output
    if let summary = try outputs?.write(outcome, title: run.scenario.name, columns: Terminal.columns(of: stream)),
      !quiet, !json
    {
      stream.say(summary)
    }
    if json { try stream.printJSON(outcome.intervals) }
    if !quiet, !json { stream.say(outcome.intervals.map(\.text).joined().trimmingCharacters(in: .newlines)) }
    if outcome.report.exit.status != 0 { throw ExitCode(outcome.report.exit.status) }
  }

  private func follow(_ runner: Runner, until end: Tick) {
    let progress = ProgressLine(total: end, isQuiet: quiet)
    while !runner.wait(for: .milliseconds(250)) { progress.show(runner.status) }
    progress.clear()
  }
}
