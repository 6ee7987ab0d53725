import Testing

@testable import HTTP

@Suite struct HandshakeTests {
  private static let key = "dGhlIHNhbXBsZSBub25jZQ=="

  private static func answer(
    method: String = "GET", connection: String = "keep-alive, Upgrade", version: String? = "13", key: String? = key
  ) throws -> HTTPResponse {
    var text = "\(method) /chat HTTP/1.1\r\nHost: a\r\nUpgrade: WebSocket\r\nConnection: \(connection)\r\n"
    if let version { text += "Sec-WebSocket-Version: \(version)\r\n" }
    if let key { text += "Sec-WebSocket-Key: \(key)\r\n" }
    var reader = RequestReader(HTTPLimits())
    reader.append(Array((text + "\r\n").utf8))
    let request = try #require(try reader.next())
    #expect(request.asksForWebSocket)
    return try Handshake.answer(request)
  }

  /// The example of RFC 6455, section 1.3.
  @Test func thePublishedHandshake() throws {
    let answer = try Self.answer()
    #expect(answer.status == 101 && answer.fields["upgrade"] == "websocket")
    #expect(answer.fields["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    let text = String(decoding: answer.bytes(connection: "Upgrade"), as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "))
    #expect(!text.contains("Content-Length") && text.hasSuffix("\r\n\r\n"))
  }

  @Test func whoAsksForOne() {
    func asks(_ version: String, _ fields: String) -> Bool? {
      Reading("GET / HTTP/\(version)\nHost: a\n\(fields)\n").requests.first?.asksForWebSocket
    }
    #expect(asks("1.1", "") == false && asks("1.1", "Upgrade: h2c\n") == false)
    #expect(asks("1.1", "Upgrade: h2c, WebSocket\n") == true && asks("1.0", "Upgrade: websocket\n") == false)
  }

  @Test func whatIsMissingIsSaid() {
    func status(_ answer: @autoclosure () throws -> HTTPResponse) -> Int? {
      do { return try answer().status } catch { return (error as? HTTPError)?.status }
    }
    #expect(status(try Self.answer(method: "POST")) == 400)
    #expect(status(try Self.answer(connection: "keep-alive")) == 400)
    for version in [nil, "12", "14", "13, 8", ""] { #expect(status(try Self.answer(version: version)) == 426) }
    // Missing, 15 bytes, 17 bytes, other characters, bits that belong to no byte.
    for key in [
      nil, "", "dGhlIHNhbXBsZSBub25j", "dGhlIHNhbXBsZSBub25jZQA=", "dGhlIHNhbXBsZSBub25jZ!==",
      "dGhlIHNhbXBsZSBub25jZR==", "=Ghl=HNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j====", "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ==",
    ] {
      #expect(status(try Self.answer(key: key)) == 400, "\(key ?? "nil")")
    }
  }
}
