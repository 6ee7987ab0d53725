import Formats
import Machine
import Session

/// One run of a recorded session, or of a scenario, in which the power fails in one flash operation.
public struct PowerCutPoint: Codable, Sendable {
  /// The recording or scenario.
  public var path: String
  /// The operation, from 1; `nil` for a run without a cut.
  public var operation: UInt64?

  /// A run of what stands at `path`.
  public init(path: String, operation: UInt64?) {
    self.path = path
    self.operation = operation
  }

  /// Runs it to its end. Throws one line where the file is wrong.
  public func run() throws -> PowerCutResult { try PowerCutPoint.result(of: try runner(), path: path) }

  /// The run, ready to start.
  package func runner() throws -> Runner {
    var inputs = try PowerCutPoint.inputs(path)
    inputs.studies = [{ [operation] in PowerCutter(operation: operation, of: $0) }]
    return Runner(inputs)
  }

  /// Starts it and waits for its end.
  package static func result(of runner: Runner, path: String) throws -> PowerCutResult {
    runner.start()
    let findings = try runner.join().get().findings
    guard let result = findings.lazy.compactMap({ $0 as? PowerCutResult }).first else {
      throw InputError("\(path): the run has no result")
    }
    return result
  }

  private static func inputs(_ path: String) throws -> RunInputs {
    guard try InputFile.read(path).starts(with: Array("bandbox recording".utf8)) else {
      let scenario = try Scenario(path: path)
      return try RunInputs(scenario.options, inputs: scenario.inputs, recordings: scenario.recordings)
    }
    return try RunInputs(try RunOptions(replaying: path))
  }
}
