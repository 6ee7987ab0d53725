import HTTP

/// Who may ask: a page of another origin may not, nor one that has a name of its own for this host (DNS rebinding), nor, where
/// others than this host can reach the port, one without the token.
struct Gate: Sendable {
  /// What a client has to know; `nil` where only this host reaches the port.
  let token: String?

  /// Why a request is refused; `nil` where it is not.
  func refusal(_ request: HTTPRequest, isAsset: Bool) -> APIError? {
    refusal(
      host: request.fields["Host"], origin: request.fields["Origin"], authorization: request.fields["Authorization"],
      query: request.query.first { $0.name == "token" }?.value, isAsset: isAsset)
  }

  /// The same of what it says.
  func refusal(host: String?, origin: String?, authorization: String?, query: String?, isAsset: Bool) -> APIError? {
    guard let host, !host.isEmpty else { return APIError(403, "expected a Host header") }
    if token == nil, !Gate.localNames.contains(Gate.name(of: host)) {
      return APIError(403, "the page is this host's only; expected the host localhost or 127.0.0.1, found '\(host)'")
    }
    if let origin, origin.lowercased() != "http://\(host.lowercased())" {
      return APIError(403, "another origin may not ask: '\(origin)'")
    }
    guard let token, !isAsset else { return nil }
    let given = authorization.flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil } ?? query
    guard let given else {
      return APIError(401, "expected the token that was printed at the start, as 'Authorization: Bearer TOKEN'")
    }
    return Gate.isEqual(given, token) ? nil : APIError(401, "another token was printed at the start")
  }

  private static let localNames = ["localhost", "127.0.0.1", "[::1]"]

  /// The host without its port.
  private static func name(of host: String) -> String {
    let host = host.lowercased()
    if host.hasPrefix("[") { return String(host.prefix { $0 != "]" }) + "]" }
    return String(host.prefix { $0 != ":" })
  }

  /// Takes as long wherever they differ.
  private static func isEqual(_ one: String, _ other: String) -> Bool {
    let (a, b) = (Array(one.utf8), Array(other.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
