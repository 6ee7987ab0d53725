import ArgumentParser
import Formats
import Foundation
import Studies

/// `bandbox faults power-cut`.
struct PowerCut: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power-cut",
    abstract: "Repeat a run once for every flash operation, with the power cut in the middle of it.",
    usage: "bandbox faults power-cut [<options>] <session>",
    discussion: """
      The run is a recorded session ('bandbox run --record'), such as an upgrade, or a scenario. After each cut the host \
      tool is gone, and the band has a minute to boot an image with a valid hash; its activity log may lose one entry. \
      Ctrl-C ends it early, with the results so far. Exit statuses: 0 it always booted, 1 at least once it did not, 2 \
      bad input, 130, 143 or 129 interrupted.
      """)

  @Argument(help: ArgumentHelp("A recording or a scenario (YAML).", valueName: "session"), completion: .file())
  var session: String
  @Option(parsing: .unconditional, help: "Cut only every Nth operation.")
  var every = "1"
  @Option(parsing: .unconditional, help: "Runs at once. (default: one for each core)")
  var jobs: String?
  @Option(help: ArgumentHelp("Write the result of each cut.", valueName: "json"), completion: .file())
  var json: String?
  @Flag(help: "No progress and no summary; errors only.")
  var quiet = false

  func run() throws {
    let every = try OptionValue.whole("--every", every, in: 1...1_000_000 as ClosedRange<UInt64>) ?? 1
    let jobs = try OptionValue.jobs(jobs)
    let outputs = try OutputSet([("--json", json)], inputs: [("the session", session)])
    Interrupt.begin()
    let series = PowerCutSeries(path: session, stride: every)
    Interrupt.onSignal { _ in series.stop() }
    let bar = CountLine("cuts", isQuiet: quiet)
    defer { bar.clear() }
    let report = try series.run(workers: jobs ?? ProcessInfo.processInfo.activeProcessorCount) { bar.show($0, of: $1) }
    bar.clear()
    try outputs["--json"]?.write(Data((Text.json(report?.cuts ?? []) + "\n").utf8))
    let stream: Standard = outputs.hasStandardOutput ? .error : .output
    if let report, !quiet { stream.say(report.summary) }
    if series.isStopped {
      Standard.error.say("interrupted")
      throw ExitCode(Interrupt.status ?? 130)
    }
    if report?.failures.isEmpty == false { throw ExitCode(1) }
  }
}
