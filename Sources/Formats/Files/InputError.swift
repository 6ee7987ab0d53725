/// Something that a person gave was wrong: one line that names the file or option, the place, and what was expected.
public struct InputError: Error, CustomStringConvertible, Hashable, Sendable {
  /// The line.
  public let description: String

  /// An error described by one line.
  public init(_ description: String) { self.description = description }
}
