/// Why a request is refused before anybody has looked at what it asks.
public struct HTTPError: Error, Sendable, Equatable {
  /// The status (RFC 9110 section 15).
  public var status: Int
  /// What was expected, in a line.
  public var message: String

  /// An error of its status and its line.
  public init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }
}
