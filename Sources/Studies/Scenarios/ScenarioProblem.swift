/// One mistake in a scenario file: where it is, what was found and what was expected.
public struct ScenarioProblem: Error, CustomStringConvertible, Hashable, Sendable {
  /// The file.
  public let path: String
  /// Its line, from 1.
  public let line: Int
  /// The column, from 1.
  public let column: Int
  /// What was found and what was expected.
  public let message: String

  /// `FILE:LINE:COLUMN: MESSAGE`.
  public var description: String { "\(path):\(line):\(column): \(message)" }
}
