import ArgumentParser
import Formats
import Foundation
import Machine
import Session
import Studies

/// `bandbox power`.
struct Power: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a scenario and show where the charge went: by component, function, wake-up and SMP command.",
    usage: """
      bandbox power [<options>] --out <dir> [--callgrind <file>] <scenario>
      bandbox power --coefficients [--overrides <yaml>] [--json]
      """,
    discussion: """
      Writes to the folder of --out: summary.txt, report.json, currents.csv, plot.svg, plot.png, trace.perfetto-trace \
      (ui.perfetto.dev), lines.vcd (GTKWave), serial.vcd (PulseView), functions.folded (speedscope) and functions.json. \
      Plot, tables and currents cover the whole run; trace, VCD and functions cover the --window.

      --coefficients lists every number of the power model, with its condition and source. A file with 'coefficients:' \
      and lines such as 'OLED.on: 350' or 'OLED.on: {low: 200, typical: 350, high: 600}' replaces numbers by name; \
      'bandbox run --coefficients' takes it too.
      """)

  @Argument(help: ArgumentHelp("The scenario (YAML); docs/scenarios.md has the format.", valueName: "scenario"))
  var scenario: String?
  @Option(help: ArgumentHelp("The folder to write to; created if missing.", valueName: "dir"))
  var out: String?
  @Option(
    help: ArgumentHelp("Set a variable of the scenario; may be repeated.", valueName: "name=value"))
  var set: [String] = []
  @Option(help: ArgumentHelp("Part for trace, VCD, functions. (default: 0s..1d)", valueName: "from..to"))
  var window: String?
  @Option(help: ArgumentHelp("Write charge and cycles by source line (KCachegrind).", valueName: "file"))
  var callgrind: String?
  @Option(help: ArgumentHelp("The ELF that has the image's source lines.", valueName: "elf"))
  var debugInfo: String?
  @Flag(help: "Do not attribute charge to functions; somewhat faster.")
  var noFunctions = false
  @OptionGroup var engine: EngineOption
  @Flag(help: "No summary on standard output.")
  var quiet = false

  @Flag(help: "List the coefficients; run nothing.")
  var coefficients = false
  @Option(help: ArgumentHelp("With --coefficients: of this board. (default: miband2)", valueName: "board"))
  var board: String?
  @Option(help: ArgumentHelp("With --coefficients: with this file's numbers.", valueName: "yaml"))
  var overrides: String?
  @Flag(help: "With --coefficients: as JSON.")
  var json = false

  func validate() throws {
    if coefficients { return }
    guard overrides == nil, board == nil, !json else {
      throw ValidationError("--board, --overrides and --json go with --coefficients")
    }
    guard scenario != nil else { throw ValidationError("expected a scenario, or --coefficients") }
    guard out != nil || callgrind != nil else {
      throw ValidationError("expected --out with the folder to write to, or --callgrind with a file")
    }
    guard callgrind == nil || !noFunctions else { throw ValidationError("--callgrind does not go with --no-functions") }
    guard debugInfo == nil || callgrind != nil else { throw ValidationError("--debug-info goes with --callgrind") }
  }

  func run() throws {
    if coefficients {
      let table = try CoefficientTable(of: try BoardOption.find(board), overrides: overrides)
      if json { return try Standard.output.printJSON(table) }
      Standard.output.print(table.text)
    } else if let scenario {
      try engine.apply()
      try record(scenario, to: out)
    }
  }

  // MARK: A scenario

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
    var run = ScenarioRun(try Scenario(path: path, variables: try Assignments.parse(set)))
    run.recording = recording
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
      !quiet
    {
      stream.say(summary)
    }
    if outcome.report.exit.status != 0 { throw ExitCode(outcome.report.exit.status) }
  }

  private func follow(_ runner: Runner, until end: Tick) {
    let progress = ProgressLine(total: end, isQuiet: quiet)
    while !runner.wait(for: .milliseconds(250)) { progress.show(runner.status) }
    progress.clear()
  }
}
