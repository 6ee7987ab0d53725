import Boards

/// The boards that can be run, as a table.
public enum BoardList {
  /// One of them.
  public struct Entry: Encodable, Sendable {
    /// As `--board` takes it.
    public let name: String
    /// One line.
    public let summary: String
  }

  /// All of them.
  public static let all = BoardCatalogue.all.map { Entry(name: $0.name, summary: $0.summary) }
}
