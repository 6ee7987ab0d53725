/// What a client is answered.
public struct HTTPResponse: Sendable {
  /// The status (RFC 9110 section 15).
  public var status: Int
  /// The header, without what the connection says itself: `Connection` and `Content-Length`.
  public var fields = HTTPFields()
  /// The content.
  public var body: [UInt8]

  /// An answer without header fields.
  public init(status: Int, body: [UInt8] = []) {
    self.status = status
    self.body = body
  }

  /// The message (RFC 9112 section 4). That to HEAD has the header that GET would have, and no body (RFC 9110 section 9.3.2).
  func bytes(connection: String?, isHead: Bool = false) -> [UInt8] {
    var fields = fields
    if let connection { fields["Connection"] = connection }
    // Such answers have neither a body nor its length (RFC 9110 section 8.6).
    let hasBody = status >= 200 && status != 204 && status != 304
    if hasBody { fields["Content-Length"] = "\(body.count)" }
    let lines =
      ["HTTP/1.1 \(status) \(HTTPResponse.phrases[status] ?? "Error")"]
      + fields.all.sorted { $0.name < $1.name }.map { "\($0.name): \($0.value)" } + ["", ""]
    return Array(lines.joined(separator: "\r\n").utf8) + (hasBody && !isHead ? body : [])
  }

  private static let phrases = [
    100: "Continue", 101: "Switching Protocols", 200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict", 410: "Gone",
    413: "Payload Too Large", 417: "Expectation Failed", 426: "Upgrade Required",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
    503: "Service Unavailable",
    505: "HTTP Version Not Supported",
  ]
}
