/// One point of a sweep: what differs from the scenario. One in, one `SweepResult` out: all that a worker is told.
public struct SweepPoint: Codable, Hashable, Sendable {
  /// The scenario's path.
  public var scenario: String
  /// Its variables that are set otherwise, by name.
  public var variables: [String: String]
  /// Coefficients that are set otherwise, by name, in their unit.
  public var coefficients: [String: Double]

  /// A point.
  public init(scenario: String, variables: [String: String] = [:], coefficients: [String: Double] = [:]) {
    self.scenario = scenario
    self.variables = variables
    self.coefficients = coefficients
  }
}
