import Formats
import Machine

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
  func runner() throws -> Runner {
    var inputs = try PowerCutPoint.inputs(path)
    inputs.powerCut = PowerCutter.Plan(operation: operation)
    return Runner(inputs)
  }

  /// Starts it and waits for its end.
  static func result(of runner: Runner, path: String) throws -> PowerCutResult {
    runner.start()
    guard let result = try runner.join().get().powerCut else { throw InputError("\(path): the run has no result") }
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
