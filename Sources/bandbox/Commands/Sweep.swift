import ArgumentParser
import Formats
import Foundation
import Studies

/// `bandbox sweep`.
struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a scenario at many points: variables, coefficients, draws over their bands.",
    usage: "bandbox sweep [<options>] <plan>",
    discussion: """
      docs/sweeps.md has the format of plans. Each point runs in its own process, and every result is stored at \
      once: an interrupted sweep continues where it stopped.
      """)

  @Argument(help: ArgumentHelp("The plan (YAML).", valueName: "plan"))
  var plan: String
  @Option(help: ArgumentHelp("Folder for the results. (default: PLAN.sweep)", valueName: "folder"))
  var out: String?
  @Option(parsing: .unconditional, help: "Points to run at once. (default: one for each core)")
  var jobs: String?
  @OptionGroup var engine: EngineOption
  @Flag(help: "Discard earlier results.")
  var restart = false
  @Flag(help: "Say how many points there are, and run none.")
  var dryRun = false
  @Flag(help: "No progress and no summary; errors only.")
  var quiet = false

  func run() throws {
    let jobs = try OptionValue.jobs(jobs)
    try engine.apply()
    Interrupt.begin()
    let folder = out ?? ((plan as NSString).deletingPathExtension + ".sweep")
    let setup = try SweepSetup(path: plan)
    for note in setup.notes { Standard.error.say(note) }
    if dryRun {
      Standard.output.print(Text.count(setup.pointCount, "point"))
      return
    }
    let sweep = try setup.sweep(folder: folder, restarts: restart)
    Interrupt.onSignal { _ in sweep.stop() }
    let bar = CountLine("points", isQuiet: quiet)
    defer { bar.clear() }
    try sweep.run(
      arguments: ["point"], workers: jobs ?? ProcessInfo.processInfo.activeProcessorCount
    ) { bar.show($0.done, of: $0.total, secondsLeft: $0.secondsLeft) }
    bar.clear()
    if sweep.isStopped {
      Standard.error.say("interrupted; the same command goes on from here")
      throw ExitCode(Interrupt.status ?? 130)
    }
    let written = try sweep.write()
    guard !quiet else { return }
    Standard.output.say(written.summary)
    let (cpu, busy) = try sweep.busySeconds()
    if busy > 0 {
      Standard.output.say(
        "workers were busy for \(NumberText.decimal(busy, 1)) s, of which the points' own CPU took "
          + "\(NumberText.decimal(cpu / busy * 100, 1)) %")
    }
    Standard.output.say("\(folder): " + ([Studies.Sweep.Output.store.rawValue] + written.files).joined(separator: ", "))
  }
}
