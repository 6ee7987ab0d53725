import Boards
import Formats
import Foundation
import Machine

/// A plan that was read and checked, ready to become a sweep.
public struct SweepSetup: Sendable {
  private let plan: SweepPlan
  /// Of each combination.
  private let coefficients: [[Coefficient]]
  private let scenario: Scenario
  /// The images and board files of all combinations.
  private let files: [String]

  /// Reads a plan and, with every combination of its variables, the scenario. Throws everything that is wrong with the
  /// first that is.
  public init(path: String) throws {
    plan = try SweepPlanReader.read(path)
    var first: Scenario?
    var coefficients: [[Coefficient]] = []
    var files: [String] = []
    var images: [String: KnownNames] = [:]
    for variables in plan.combinations {
      let scenario = try Scenario(path: plan.scenario, variables: variables)
      first = first ?? scenario
      // A number that the scenario gives is a decision and has no band to be varied in.
      coefficients.append(scenario.board.coefficients.map { scenario.options.coefficients[$0.name] ?? $0 })
      for file in [scenario.options.imagePath, scenario.board.path].compactMap(\.self) where !files.contains(file) {
        files.append(file)
      }
      let image = scenario.options.imagePath
      images[image ?? ""] = images[image ?? ""] ?? KnownNames(scenario.board, imagePath: image)
    }
    guard let first else { throw InputError("\(path): expected at least one combination of variables") }
    scenario = first
    (self.coefficients, self.files) = (coefficients, files)
    let names = images.sorted { $0.key < $1.key }.map(\.value)
    for metric in plan.plots where metric.hasPrefix("band_") {
      if let mistake = names.mistake(statistic: String(metric.dropFirst(5))) {
        throw InputError("\(path): plots: \(mistake)")
      }
    }
  }

  /// What was recognised in the scenario's recordings, such as another unit; a line each.
  public var notes: [String] { scenario.notes }

  /// How many points it has.
  public var pointCount: Int { plan.entries { coefficients[$0] }.count }

  /// The sweep, with its results in a folder.
  public func sweep(folder: String, restarts: Bool) throws -> Sweep {
    var files: [(path: String, hash: String)] = []
    for path in [plan.scenario] + self.files + [RunningProgram.file.path] {
      files.append((path, Hex.sha256(of: try InputFile.read(path))))
    }
    return try Sweep(plan, coefficients: coefficients, folder: folder, files: files, restarts: restarts)
  }
}
