/// A recording cannot be read: one line that names the file, the line and what was expected.
public struct RecordingError: Error, CustomStringConvertible, Hashable, Sendable {
  /// The line.
  public let description: String

  init(_ description: String) { self.description = description }
}
