import ArgumentParser
import Formats
import Foundation
import Studies

/// `bandbox sweep`.
struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run a scenario at many points: variables, coefficients, draws over their bands.",
    usage: "bandbox sweep [<options>] <plan>",
    discussion: """
      docs/sweeps.md has the format of plans. Each point runs in its own process, and every result is stored at \
      once: an interrupted sweep continues where it stopped.
      """)

  @Argument(help: ArgumentHelp("The plan (YAML).", valueName: "plan"), completion: .file())
  var plan: String
  @Option(
    help: ArgumentHelp("Folder for the results. (default: PLAN.sweep)", valueName: "folder"), completion: .directory)
  var out: String?
  @Option(parsing: .unconditional, help: "Points to run at once. (default: one for each core)")
  var jobs: String?
  @Option(help: "Where the points run: local or dask. (default: local)")
  var engine: String?
  @Option(
    help: ArgumentHelp(
      "With --engine dask: the scheduler's address, or the file of its --scheduler-file.", valueName: "address"))
  var scheduler: String?
  @Option(help: ArgumentHelp("The Python that has distributed or pyarrow. (default: python3)", valueName: "program"))
  var python: String?
  @Flag(help: "Run none, but write a list of commands for a batch system, and a job array for Slurm.")
  var prepare = false
  @Flag(help: "Run none, but take the results that the commands of --prepare have left.")
  var collect = false
  @Flag(help: "Write the table as Parquet, too.")
  var parquet = false
  @Flag(help: "Discard earlier results.")
  var restart = false
  @Flag(help: "Say how many points there are, and run none.")
  var dryRun = false
  @Flag(help: "No progress and no summary; errors only.")
  var quiet = false

  func run() throws {
    let engine = try chosenEngine()
    // `--engine` is where the points run.
    try EngineOption.apply(nil)
    Interrupt.begin()
    let folder = out ?? ((plan as NSString).deletingPathExtension + ".sweep")
    let setup = try SweepSetup(path: plan)
    for note in setup.notes { Standard.error.say(note) }
    if dryRun {
      Standard.output.print(Text.count(setup.pointCount, "point"))
      return
    }
    let sweep = try setup.sweep(folder: folder, restarts: restart)
    if prepare { return try sayBatch(sweep) }
    if collect { try self.collect(sweep) } else { try run(sweep, engine) }
    let written = try sweep.write(parquetBy: parquet ? python ?? Self.anyPython : nil)
    guard !quiet else { return }
    for note in written.notes { Standard.error.say(note) }
    Standard.output.say(written.summary)
    let (cpu, busy) = try sweep.busySeconds()
    if busy > 0 {
      Standard.output.say(
        "workers were busy for \(NumberText.decimal(busy, 1)) s, of which the points' own CPU took "
          + "\(NumberText.decimal(cpu / busy * 100, 1)) %")
    }
    Standard.output.say("\(folder): " + ([Studies.Sweep.Output.store.rawValue] + written.files).joined(separator: ", "))
  }

  private static let anyPython = "python3"

  /// The engine that the options name. Throws where they contradict each other.
  private func chosenEngine() throws -> SweepEngine {
    let jobs = try OptionValue.jobs(jobs)
    if prepare, collect { throw InputError("--prepare and --collect: expected one of them") }
    if python != nil, engine != "dask", !parquet {
      throw InputError("--python: expected --engine dask or --parquet with it")
    }
    switch try OptionValue.one("--engine", engine ?? "local", of: ["local", "dask"]) {
    case "dask":
      guard let scheduler else { throw InputError("--engine dask: expected --scheduler with the scheduler's address") }
      if jobs != nil { throw InputError("--jobs: Dask's workers decide how many points run at once") }
      return .dask(scheduler: scheduler, python: python ?? Self.anyPython)
    default:
      if scheduler != nil { throw InputError("--scheduler: expected --engine dask with it") }
      return .local(workers: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    }
  }

  /// Runs what is missing, with a line of progress. Ends the command where it was interrupted.
  private func run(_ sweep: Studies.Sweep, _ engine: SweepEngine) throws {
    Interrupt.onSignal { _ in sweep.stop() }
    let bar = CountLine("points", isQuiet: quiet)
    defer { bar.clear() }
    try sweep.run(
      arguments: ["point"], engine: engine,
      note: { text in
        bar.clear()
        if !quiet { Standard.error.say(text) }
      }, progress: { bar.show($0.done, of: $0.total, secondsLeft: $0.secondsLeft) })
    bar.clear()
    if sweep.isStopped {
      Standard.error.say("interrupted; the same command goes on from here")
      throw ExitCode(Interrupt.status ?? 130)
    }
  }

  private func sayBatch(_ sweep: Studies.Sweep) throws {
    let batch = try sweep.prepare(arguments: ["point"])
    guard !quiet else { return }
    Standard.output.say("\(Text.count(batch.points, "point")) to run, a line each: \(batch.commands)")
    Standard.output.say("for Slurm: sbatch \(batch.slurm)")
    Standard.output.say("when they have ended: the same command with --collect instead of --prepare")
  }

  private func collect(_ sweep: Studies.Sweep) throws {
    let (taken, missing) = try sweep.collect()
    let rest = missing > 0 ? "; \(missing) have no result yet" : ""
    if !quiet { Standard.error.say("\(Text.count(taken, "new result"))\(rest)") }
  }
}
