import Testing

@testable import HTTP

@Suite struct HTTPResponseTests {
  private static func text(_ status: Int, connection: String? = nil, isHead: Bool = false) -> String {
    var response = HTTPResponse(status: status, body: Array("hi".utf8))
    response.fields["Content-Type"] = "text/plain"
    response.fields["Allow"] = "GET"
    response.fields["allow"] = "PUT"
    return String(decoding: response.bytes(connection: connection, isHead: isHead), as: UTF8.self)
  }

  @Test func whatIsSent() {
    #expect(
      Self.text(200) == "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\nallow: PUT\r\n\r\nhi")
    #expect(Self.text(405, connection: "close").hasPrefix("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n"))
    #expect(Self.text(299).hasPrefix("HTTP/1.1 299 Error\r\n"))
  }

  @Test func someHaveNoBody() {
    #expect(Self.text(200, isHead: true).hasSuffix("\r\nallow: PUT\r\n\r\n"))
    #expect(Self.text(200, isHead: true).contains("Content-Length: 2\r\n"))
    for status in [101, 204, 304] {
      #expect(Self.text(status).hasSuffix("PUT\r\n\r\n") && !Self.text(status).contains("Content-Length"))
    }
  }
}
