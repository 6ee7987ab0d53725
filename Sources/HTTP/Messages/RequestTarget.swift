/// The target of a request (RFC 9112 section 3.2): what follows the method.
struct RequestTarget: Equatable {
  /// Decoded, without segments of dots and without a slash at its end.
  var path: String
  /// The items, decoded. A plus is a plus.
  var query: [HTTPField] = []
  /// The host and port, where it is a whole URL.
  var authority: String?

  init(_ text: String) {
    var rest = text.prefix { $0 != "#" }
    if let scheme = ["http://", "https://"].first(where: { rest.lowercased().hasPrefix($0) }) {
      rest = rest.dropFirst(scheme.count)
      let host = rest.prefix { $0 != "/" && $0 != "?" }
      authority = String(host)
      rest = rest[host.endIndex...]
    }
    let encoded = rest.prefix { $0 != "?" }
    path = PercentEncoding.decode(RequestTarget.resolve(encoded))
    let items = rest[encoded.endIndex...].dropFirst()
    guard !items.isEmpty else { return }
    query = items.split(separator: "&", omittingEmptySubsequences: false).map { item in
      let name = item.prefix { $0 != "=" }
      return HTTPField(
        PercentEncoding.decode(String(name)), PercentEncoding.decode(String(item[name.endIndex...].dropFirst())))
    }
  }

  /// Without segments of dots (RFC 3986 section 5.2.4).
  private static func resolve(_ path: Substring) -> String {
    guard path.hasPrefix("/") || path.isEmpty else { return String(path) }
    var segments: [Substring] = []
    for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      switch segment {
      case ".": continue
      case "..": _ = segments.popLast()
      default: segments.append(segment)
      }
    }
    if segments.last == "" { segments.removeLast() }
    return "/" + segments.joined(separator: "/")
  }
}
