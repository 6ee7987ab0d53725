/// What became of one expectation.
public struct ExpectationResult: Hashable, Codable, Sendable {
  /// The sentence.
  public var text: String
  /// The line of the scenario file that has it.
  public var line: Int
  /// Whether it was met.
  public var passed: Bool
  /// What was found, for people.
  public var found: String
  /// What was found, where it is a number: microamperes, percent, millivolts or a count.
  public var value: Double?
}
