import Foundation

/// A run repeated once for every flash operation of it, with the power cut in the middle of that operation; each in a
/// process of its own.
public struct PowerCutSeries: Sendable {
  /// The run without a cut.
  public let whole: PowerCutResult
  private let path: String
  private let operations: [UInt64]

  /// Counts the operations of what stands at `path`, a recording or a scenario, and takes every `stride`th of them. Throws
  /// one line where there is nothing to cut.
  public init(path: String, stride step: UInt64) throws {
    self.path = path
    whole = try PowerCutPoint(path: path, operation: nil).run()
    guard whole.boots != .nothing else {
      throw InputError(
        "\(path): no whole image runs from slot 0 at its end without any cut: expected one to begin with")
    }
    guard whole.operations > 0 else {
      throw InputError("\(path): nothing is written to the flash: expected an upgrade")
    }
    operations = Array(stride(from: 1, through: whole.operations, by: UInt64.Stride(step)))
  }

  /// How many cuts there are.
  public var count: Int { operations.count }

  /// Runs them all, so many at once, and returns the results in the order of the operations.
  public func run(workers: Int, progress: (Int) -> Void) throws -> [PowerCutResult] {
    let encoder = JSONEncoder()
    let jobs = try operations.enumerated().map { index, operation in
      (job: index, input: try encoder.encode(PowerCutPoint(path: path, operation: operation)))
    }
    let pool = WorkerPool(arguments: ["faults", "power-cut-point"], jobs: jobs)
    var results: [Int: PowerCutResult] = [:]
    try pool.run(workers: workers) { ended in
      guard ended.status == 0, let result = try? JSONDecoder().decode(PowerCutResult.self, from: ended.output) else {
        throw InputError("power cut \(operations[ended.job]): status \(ended.status): \(ended.errors)")
      }
      results[ended.job] = result
      progress(results.count)
    }
    return jobs.indices.compactMap { results[$0] }
  }

  /// For people: what boots how often, and where nothing does. Ends without a line break.
  public func summary(_ results: [PowerCutResult]) -> String {
    let counts = PowerCutResult.Boots.allCases.map { boots in results.count { $0.boots == boots } }
    let bad = results.filter { $0.boots == .nothing }
    var lines = [
      "\(whole.operations) flash operations, \(results.count) of them cut in the middle",
      "boots the old image   \(counts[0])", "boots another image   \(counts[1])", "boots nothing         \(counts[2])",
    ]
    for result in bad.prefix(10) {
      lines.append("  operation \(result.operation ?? 0) at \(EnergyTable.decimal(result.seconds ?? 0, 6)) s")
    }
    if bad.count > 10 { lines.append("  and \(bad.count - 10) more") }
    return lines.joined(separator: "\n")
  }
}
