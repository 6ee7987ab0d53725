/// One mistake in a YAML file: where it is, what was found and what was expected.
public struct YAMLProblem: Error, CustomStringConvertible, Hashable, Sendable {
  /// The file.
  public let path: String
  /// Its line, from 1.
  public let line: Int
  /// The column, from 1.
  public let column: Int
  /// What was found and what was expected.
  public let message: String

  /// A mistake at a place.
  package init(path: String, line: Int, column: Int, message: String) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
  }

  /// `FILE:LINE:COLUMN: MESSAGE`.
  public var description: String { "\(path):\(line):\(column): \(message)" }
}
