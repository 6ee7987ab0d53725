import ArgumentParser
import Foundation
import Lab

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
      bad input, 130 interrupted.
      """)

  @Argument(help: ArgumentHelp("A recording or a scenario (YAML).", valueName: "session"))
  var session: String
  @Option(help: "Cut only every Nth operation.")
  var every: UInt64 = 1
  @Option(help: "Runs at once. (default: one for each core)")
  var jobs: Int?
  @Option(help: ArgumentHelp("Write the result of each cut.", valueName: "json"))
  var json: String?
  @Flag(help: "No progress and no summary; errors only.")
  var quiet = false

  func run() throws {
    guard (1...1_000_000).contains(every) else { throw InputError("--every: expected 1 ... 1000000, found '\(every)'") }
    if let jobs, jobs < 1 { throw InputError("--jobs: expected 1 or more, found '\(jobs)'") }
    if let json { try OutputFile.checkWritable(json) }
    let series = PowerCutSeries(path: session, stride: every)
    Interrupt.install { series.stop() }
    let bar = CountLine("cuts", isQuiet: quiet)
    defer { bar.clear() }
    let report = try series.run(workers: jobs ?? ProcessInfo.processInfo.activeProcessorCount) { bar.show($0, of: $1) }
    bar.clear()
    if let json { try OutputFile.write(Data(Text.json(report?.cuts ?? []).utf8), to: json) }
    if let report, !quiet { Standard.output.print(report.summary) }
    if series.isStopped {
      Standard.error.print("interrupted")
      throw ExitCode(130)
    }
    if report?.failures.isEmpty == false { throw ExitCode(1) }
  }
}
