import Boards
import Formats
import Foundation
import Machine

/// A plan that was read and checked, ready to become a sweep.
public struct SweepSetup: Sendable {
  private let plan: SweepPlan
  private let coefficients: [Coefficient]
  private let scenario: Scenario

  /// Reads a plan and, with every combination of its variables, the scenario. Throws everything that is wrong with the
  /// first that is.
  public init(path: String) throws {
    plan = try SweepPlanReader.read(path)
    var first: Scenario?
    for variables in plan.combinations {
      let scenario = try Scenario(path: plan.scenario, variables: variables)
      first = first ?? scenario
    }
    guard let first else { throw InputError("\(path): expected at least one combination of variables") }
    scenario = first
    let names = KnownNames(first.board, imagePath: first.options.imagePath)
    for metric in plan.plots where metric.hasPrefix("band_") {
      if let mistake = names.mistake(statistic: String(metric.dropFirst(5))) {
        throw InputError("\(path): plots: \(mistake)")
      }
    }
    // A number that the scenario gives is a decision and has no band to be varied in.
    coefficients = first.board.coefficients.map { first.options.coefficients[$0.name] ?? $0 }
  }

  /// What was recognised in the scenario's recordings, such as another unit; a line each.
  public var notes: [String] { scenario.notes }

  /// How many points it has.
  public var pointCount: Int { plan.entries(coefficients).count }

  /// The sweep, with its results in a folder.
  public func sweep(folder: String, restarts: Bool) throws -> Sweep {
    var files: [(path: String, hash: String)] = []
    for path in [plan.scenario, scenario.options.imagePath, RunningProgram.file.path].compactMap(\.self) {
      files.append((path, Hex.sha256(of: try InputFile.read(path))))
    }
    return try Sweep(plan, coefficients: coefficients, folder: folder, files: files, restarts: restarts)
  }
}
