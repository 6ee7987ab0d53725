/// Several mistakes that were found at once: a line for each.
public struct InputErrors: Error, CustomStringConvertible, Hashable, Sendable {
  /// At least one line.
  public let lines: [String]

  /// Mistakes in this order.
  public init(_ lines: [String]) { self.lines = lines }

  /// The lines.
  public var description: String { lines.joined(separator: "\n") }
}
