import Formats
import Foundation
import Machine
import Plots
import Session
import Synchronization

/// A sweep from its plan to its charts: what is missing in the store is run, then everything is written.
public final class Sweep: Sendable {
  /// How far it is.
  public struct Progress: Sendable {
    /// Points with a result.
    public var done: Int
    /// Points in all.
    public var total: Int
    /// Points that this process has added.
    public var doneNow: Int
    /// Host seconds that it took for them.
    public var seconds: Double

    /// Estimated host seconds to the end; `nil` before the first point.
    public var secondsLeft: Double? {
      doneNow > 0 ? seconds / Double(doneNow) * Double(total - done) : nil
    }
  }

  /// The files that a sweep leaves in its folder.
  public enum Output: String, CaseIterable, Sendable {
    /// Everything, for SQL.
    case store = "points.sqlite"
    /// A line a point.
    case csv = "points.csv"
    /// The typical case, what the draws say, dominating coefficients.
    case summary = "summary.txt"
    /// The same for programs.
    case json = "summary.json"
    /// The dominating coefficients as a chart; with `.png` beside it, as every chart.
    case tornado = "tornado.svg"
    /// The table for columns; only where it is asked for.
    case parquet = "points.parquet"
  }

  /// The plan.
  public let plan: SweepPlan
  /// Its points.
  public let entries: [SweepPlan.Entry]
  let folder: String
  let store: SweepStore
  private let files: [String: String]
  private let running = Mutex<(any JobEngine)?>(nil)
  private let stopFlag = StopFlag()

  /// Opens or makes the folder's store. `coefficients` are those of each combination; `files` is everything that decides results,
  /// scenario, images, board files and this program: path and SHA-256.
  init(
    _ plan: SweepPlan, coefficients: [[Coefficient]], folder: String, files: [(path: String, hash: String)],
    restarts: Bool
  ) throws {
    self.plan = plan
    self.folder = folder
    self.files = Dictionary(files.map { ($0.path, $0.hash) }) { first, _ in first }
    entries = plan.entries { coefficients[$0] }
    try OutputFolder.make(folder)
    for output in Output.allCases { _ = try OutputFile(RelativePath.resolve(output.rawValue, in: folder)) }
    let path = folder + "/" + Output.store.rawValue
    if restarts { SweepStore.remove(path: path) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let identity = Array(files.map(\.hash).joined(separator: " ").utf8) + (try encoder.encode(entries.map(\.point)))
    store = try SweepStore(
      path: path, fingerprint: Hex.sha256(of: identity), points: entries.map(\.point))
  }

  /// Runs what has no result yet, one process a point: this program with `arguments`. `note` hears what the engine has to say,
  /// such as of workers that come and go.
  ///
  /// Throws after the first point that could not be run, with its message; what is done is kept.
  public func run(
    arguments: [String], engine: SweepEngine, note: (String) -> Void, progress: (Progress) -> Void
  ) throws {
    let done = try store.results()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let jobs = try entries.indices.filter { done[$0] == nil }.map { ($0, try encoder.encode(entries[$0].point)) }
    let engine = engine.engine(arguments, jobs, files)
    running.withLock { $0 = engine }
    if isStopped { engine.stop() }
    let begun = ContinuousClock.now
    var state = Progress(done: done.count, total: entries.count, doneNow: 0, seconds: 0)
    progress(state)
    try engine.run(note: note) { ended in
      guard !isStopped else { return }
      guard ended.status == 0 else { throw failure(ended) }
      let result: SweepResult
      do { result = try JSONDecoder().decode(SweepResult.self, from: ended.output) } catch {
        throw InputError("point \(ended.job): expected a result from the worker, found \(InputJSON.describe(error))")
      }
      try store.add(result, of: ended.job, wallSeconds: ended.seconds)
      state.done += 1
      state.doneNow += 1
      state.seconds = (ContinuousClock.now - begun).inSeconds
      progress(state)
    }
  }

  private func failure(_ ended: JobEnd) -> InputError {
    let message = ended.errors.split(separator: "\n").last.map(String.init) ?? "status \(ended.status)"
    return InputError("point \(ended.job): \(message)")
  }

  /// What `write` wrote.
  public struct Written: Sendable {
    /// The summary's text.
    public var summary: String
    /// The files' names.
    public var files: [String]
    /// What charts do not show as the plan wants it, a line each.
    public var notes: [String] = []
  }

  /// Writes table, summary and charts of the results there are, and with a Python that has pyarrow the table as Parquet, too.
  public func write(parquetBy python: String? = nil) throws -> Written {
    let table = SweepTable(plan, entries, try store.results())
    let summary = SweepSummary(table: table)
    var files = [
      (Output.csv.rawValue, Data(table.csv.utf8)), (Output.summary.rawValue, Data(summary.text.utf8)),
      (Output.json.rawValue, try summary.json()),
    ]
    let charts = SweepCharts(table)
    for (name, drawing) in charts.charts {
      let raster = PlotRaster(drawing)
      files.append((name + ".svg", Data(PlotSVG.render(drawing).utf8)))
      files.append((name + ".png", Data(PNG.encode(width: raster.width, height: raster.height, colour: raster.pixels))))
    }
    for (name, data) in files { try OutputFile(RelativePath.resolve(name, in: folder)).write(data) }
    var written = Written(summary: summary.text, files: files.map(\.0), notes: charts.notes)
    guard let python else { return written }
    let paths = [Output.csv, .parquet].map { RelativePath.resolve($0.rawValue, in: folder) }
    try PythonProgram.run(python, String(decoding: PackageResources.parquet_py, as: UTF8.self), paths)
    written.files.append(Output.parquet.rawValue)
    return written
  }

  /// The points' own CPU seconds and the workers' busy seconds, over all results.
  public func busySeconds() throws -> (cpu: Double, busy: Double) {
    let seconds = try store.seconds()
    return (seconds.cpu, seconds.wall)
  }

  /// Whether `stop` was called.
  public var isStopped: Bool { stopFlag.isSet }

  /// Ends the points in flight and starts no more; what is done is kept.
  public func stop() {
    stopFlag.set()
    running.withLock { $0 }?.stop()
  }
}
