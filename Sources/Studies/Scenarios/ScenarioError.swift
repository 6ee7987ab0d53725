import Formats

/// All mistakes that were found in one scenario file.
public struct ScenarioError: Error, CustomStringConvertible, Hashable, Sendable {
  /// In the order of lines; at least one.
  public let problems: [YAMLProblem]

  package init(_ problems: [YAMLProblem]) {
    self.problems = problems.enumerated()
      .sorted { ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset) }
      .map(\.element)
  }

  /// One line for each.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
