/// Who answers requests.
public protocol HTTPHandler: Sendable {
  /// The answer to a request; on a thread of the connection's own, which may take as long as it likes.
  func answer(_ request: HTTPRequest) -> HTTPAnswer

  /// What a client is told that is refused by the server itself.
  func refuse(_ error: HTTPError) -> HTTPResponse
}
