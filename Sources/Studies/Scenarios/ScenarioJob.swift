import Session

/// One scenario to run in a process of its own: all that the process is told. Its answer is a `ScenarioAnswer`.
public struct ScenarioJob: Codable, Sendable {
  var path: String
  var variables: [String: String]
  var baseline: ScenarioBaseline.Entry?
  var isUpdating: Bool
  var recordsCode: Bool
  var debugInfoPath: String?

  /// Of the scenario at `path` with these variables. `isUpdating`: a new baseline is being written, which it meets.
  /// `recordsCode`: the answer has which code was executed, and `debugInfoPath` is the ELF file that has its source lines, for
  /// images that have none.
  public init(
    path: String, variables: [String: String], baseline: ScenarioBaseline.Entry?, isUpdating: Bool,
    recordsCode: Bool = false, debugInfoPath: String? = nil
  ) {
    self.recordsCode = recordsCode
    self.debugInfoPath = debugInfoPath
    self.path = path
    self.variables = variables
    self.baseline = isUpdating ? nil : baseline
    self.isUpdating = isUpdating
  }

  /// The scenario. Throws where it cannot be read.
  public func scenario() throws -> Scenario { try Scenario(path: path, variables: variables) }

  /// The run of that scenario, ready to start. Throws where it cannot be started.
  public func runner(of scenario: Scenario) throws -> Runner {
    var run = ScenarioRun(scenario)
    run.baseline = baseline
    run.recordsCode = recordsCode
    run.debugInfoPath = debugInfoPath
    return try run.runner()
  }

  /// What the outcome of that run means.
  public func answer(_ scenario: Scenario, _ outcome: RunOutcome) -> ScenarioAnswer {
    ScenarioAnswer(result: ScenarioResult(scenario, outcome, isUpdating: isUpdating), code: outcome.code?.executed)
  }
}
