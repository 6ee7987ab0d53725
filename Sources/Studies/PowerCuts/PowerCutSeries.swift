import Formats
import Foundation
import Session
import Synchronization

/// A run repeated once for every flash operation of it, with the power cut in the middle of that operation; each in a
/// process of its own.
public final class PowerCutSeries: Sendable {
  private struct Running {
    var whole: Runner?
    var pool: WorkerPool?
  }

  private let path: String
  private let step: UInt64
  private let running = Mutex(Running())
  private let stopFlag = StopFlag()

  /// Of what stands at `path`, a recording or a scenario, every `stride`th operation, from 1.
  public init(path: String, stride step: UInt64) {
    self.path = path
    self.step = max(step, 1)
  }

  /// Runs it without a cut, then all cuts, `workers` at once, and returns what came of them: of those that had ended when
  /// `stop` was called, or `nil` where the run without a cut had not. Throws one line where there is nothing to cut.
  public func run(workers: Int, progress: (_ done: Int, _ total: Int) -> Void) throws -> PowerCutReport? {
    let runner = try PowerCutPoint(path: path, operation: nil).runner()
    running.withLock { $0.whole = runner }
    if isStopped { return nil }
    let whole = try PowerCutPoint.result(of: runner, path: path)
    running.withLock { $0.whole = nil }
    if isStopped { return nil }
    guard whole.boots != .nothing else {
      throw InputError(
        "\(path): no whole image runs from slot 0 at its end without any cut: expected one to begin with")
    }
    guard whole.operations > 0 else {
      throw InputError("\(path): nothing is written to the flash: expected an upgrade")
    }
    let operations = Array(stride(from: 1, through: whole.operations, by: UInt64.Stride(step)))
    let cuts = try cut(operations, workers: workers) { progress($0, operations.count) }
    return PowerCutReport(whole: whole, planned: operations.count, cuts: cuts)
  }

  private func cut(_ operations: [UInt64], workers: Int, progress: (Int) -> Void) throws -> [PowerCutResult] {
    let encoder = JSONEncoder()
    let jobs = try operations.enumerated().map { index, operation in
      (job: index, input: try encoder.encode(PowerCutPoint(path: path, operation: operation)))
    }
    let pool = WorkerPool(arguments: ["faults", "power-cut-point"], jobs: jobs)
    running.withLock { $0.pool = pool }
    if isStopped { pool.stop() }
    var results: [Int: PowerCutResult] = [:]
    try pool.run(workers: workers) { ended in
      let result = ended.status == 0 ? try? JSONDecoder().decode(PowerCutResult.self, from: ended.output) : nil
      guard let result else {
        // Ended by `stop`, or by the same Ctrl-C.
        if isStopped || ended.status == 130 { return }
        throw InputError("power cut \(operations[ended.job]): status \(ended.status): \(ended.errors)")
      }
      results[ended.job] = result
      progress(results.count)
    }
    return jobs.indices.compactMap { results[$0] }
  }

  /// Whether `stop` was called.
  public var isStopped: Bool { stopFlag.isSet }

  /// Ends what runs and starts no more.
  public func stop() {
    stopFlag.set()
    let (whole, pool) = running.withLock { ($0.whole, $0.pool) }
    whole?.stop()
    pool?.stop()
  }
}
