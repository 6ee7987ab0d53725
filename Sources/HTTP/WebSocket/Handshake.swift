/// The server's half of the opening of a WebSocket (RFC 6455 section 4.2).
enum Handshake {
  /// The answer to a request that asks for one.
  static func answer(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
    guard request.method == "GET" else { throw HTTPError(400, "expected GET for a WebSocket") }
    guard request.fields.tokens(of: "Connection").contains("upgrade") else {
      throw HTTPError(400, "expected the header 'Connection: Upgrade' for a WebSocket")
    }
    guard request.fields["Sec-WebSocket-Version"] == version else {
      throw HTTPError(426, "expected the header 'Sec-WebSocket-Version: \(version)'")
    }
    guard let key = request.fields["Sec-WebSocket-Key"], isKey(key) else {
      throw HTTPError(400, "expected the header Sec-WebSocket-Key with 16 bytes in base64")
    }
    var response = HTTPResponse(status: 101)
    response.fields["Upgrade"] = "websocket"
    response.fields["Sec-WebSocket-Accept"] = accept(key)
    return response
  }

  /// The version of the protocol.
  static let version = "13"

  /// What proves that the server knows what it was asked (section 1.3).
  static func accept(_ key: String) -> String {
    let digest = SHA1.digest(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
    // Pieces of three bytes are four digits; the last of 20 bytes is one of two (RFC 4648 section 4).
    return stride(from: 0, to: digest.count, by: 3).map { start in
      let piece = digest[start...].prefix(3)
      let bits = piece.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - piece.count))
      return (0..<4).map { $0 <= piece.count ? String(digits[bits >> (18 - 6 * $0) & 63]) : "=" }.joined()
    }.joined()
  }

  /// Whether a text is base64 of 16 bytes: 22 digits, of which the last gives two bits, and two signs of filling.
  private static func isKey(_ key: String) -> Bool {
    key.count == 24 && key.hasSuffix("==") && key.dropLast(2).allSatisfy { digits.contains($0) }
      && (digits.firstIndex(of: key.dropLast(2).last ?? "=") ?? 1) % 16 == 0
  }

  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
