/// What a client asks.
public struct HTTPRequest: Sendable, Equatable {
  /// As it was sent; methods differ by case (RFC 9110 section 9.1).
  public var method: String
  /// The path of the target, decoded, without dots and without a slash at its end.
  public var path: String
  /// The items of the target's query, decoded.
  public var query: [HTTPField]
  /// The header.
  public var fields: HTTPFields
  /// The body; `nil` where it is longer than the server takes. Then nothing of it has been kept.
  public var body: [UInt8]?
  /// Whether the connection stays open after the answer, as far as the client is asked (RFC 9112 section 9.3).
  var isPersistent: Bool
  /// Whether it asks for a WebSocket (RFC 6455 section 4.1), which HTTP/1.0 does not know (RFC 9110 section 7.8).
  public let asksForWebSocket: Bool

  init(_ head: RequestHead, body: [UInt8]?) {
    let target = RequestTarget(head.target)
    method = head.method
    path = target.path
    query = target.query
    fields = head.fields
    // The authority of a whole URL takes the place of the field (RFC 9112 section 3.2.2).
    if let authority = target.authority { fields["Host"] = authority }
    self.body = body
    let options = head.fields.tokens(of: "Connection")
    asksForWebSocket = head.minorVersion > 0 && head.fields.tokens(of: "Upgrade").contains("websocket")
    isPersistent =
      body != nil && !options.contains("close") && (head.minorVersion > 0 || options.contains("keep-alive"))
  }
}
