import Formats

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

  private enum Keys: String, CodingKey, CaseIterable { case scenario, variables, coefficients }

  /// Reads a point; variables and coefficients may be missing. Throws for a key that there is not.
  public init(from decoder: any Decoder) throws {
    let names = Keys.allCases.map(\.rawValue)
    for key in try decoder.container(keyedBy: AnyKey.self).allKeys where !names.contains(key.stringValue) {
      let hint = Suggestion.hint(key.stringValue, among: names)
      throw InputError(
        "unknown key '\(key.stringValue)'\(hint.isEmpty ? ", expected \(names.joined(separator: ", "))" : hint)")
    }
    let values = try decoder.container(keyedBy: Keys.self)
    scenario = try values.decode(String.self, forKey: .scenario)
    variables = try values.decodeIfPresent([String: String].self, forKey: .variables) ?? [:]
    coefficients = try values.decodeIfPresent([String: Double].self, forKey: .coefficients) ?? [:]
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
