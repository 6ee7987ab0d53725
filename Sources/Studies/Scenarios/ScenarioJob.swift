import Session

/// One scenario to run in a process of its own: all that the process is told. Its answer is a `ScenarioResult`.
public struct ScenarioJob: Codable, Sendable {
  var path: String
  var variables: [String: String]
  var baseline: ScenarioBaseline.Entry?
  var isUpdating: Bool

  /// Of the scenario at `path` with these variables. `isUpdating`: a new baseline is being written, which it meets.
  public init(path: String, variables: [String: String], baseline: ScenarioBaseline.Entry?, isUpdating: Bool) {
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
    return try run.runner()
  }

  /// What the outcome of that run means.
  public func result(_ scenario: Scenario, _ outcome: RunOutcome) -> ScenarioResult {
    ScenarioResult(scenario, outcome, isUpdating: isUpdating)
  }
}
