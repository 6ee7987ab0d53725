import Testing

@testable import HTTP

@Suite struct RequestLimitsTests {
  private static let limits = HTTPLimits()

  @Test func aHeaderHasALimit() {
    func request(_ size: Int) -> String {
      let rest = "GET / HTTP/1.1\nHost: a\nX: \n\n"
      return rest.replacing("X: ", with: "X: " + String(repeating: "x", count: size - Reading.bytes(rest).count))
    }
    #expect(Reading.bytes(request(16_384)).count == 16_384)
    #expect(Reading(request(16_384)).requests.count == 1)
    #expect(Reading.status(request(16_385)) == 431)
    // Without the end of a line, or of the lines.
    #expect(Reading([[UInt8](repeating: UInt8(ascii: "a"), count: 16_385)]).error?.status == 431)
    #expect(Reading.status("GET / HTTP/1.1\n" + String(repeating: "a:\n", count: 5_000)) == 431)
    #expect(Reading.status(String(repeating: "\n", count: 9_000)) == 431)
    // Each request has its own.
    #expect(Reading(request(16_384) + request(16_384)).requests.count == 2)
  }

  @Test func aBodyThatIsTooLongIsRefusedUnread() {
    let head = "PUT / HTTP/1.1\nHost: a\n"
    let body = String(repeating: "x", count: 65_536)
    #expect(Reading(head + "Content-Length: 65536\n\n" + body).requests.first?.body?.count == 65_536)
    let pieces = head + "Transfer-Encoding: chunked\n\n8000\n\(body.prefix(32_768))\n8000\n\(body.prefix(32_768))\n"
    #expect(Reading(pieces + "0\n\n").requests.first?.body?.count == 65_536)
    for text in [
      head + "Content-Length: 65537\n\nGET / HTTP/1.1\nHost: b\n\n",
      head + "Content-Length: 99999999999999999999999\n\n",
      head + "Transfer-Encoding: chunked\n\n10001\n", head + "Transfer-Encoding: chunked\n\nffffffffffffffffffffffff\n",
      pieces + "1\n",
    ] {
      let reading = Reading(text)
      // What follows could be anything, so nothing of it is a request.
      #expect(reading.error == nil && reading.requests.count == 1)
      #expect(reading.requests.first?.body == nil && reading.requests.first?.isPersistent == false)
    }
  }

  @Test func whatSurroundsPiecesHasLimits() {
    let head = "PUT / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n"
    let long = String(repeating: "0", count: 1_023)
    #expect(Reading(head + long.dropLast() + "\n\n").requests.count == 1)
    #expect(Reading.status(head + long) == nil && Reading.status(head + long + "\n\n") == 400)
    #expect(Reading.status(head + "1;" + long) == 400)
    #expect(Reading.status(head + "0\n" + String(repeating: "a: b\n", count: 3_000)) == 431)
    // A body of many small pieces is one.
    #expect(Reading(head + String(repeating: "1\nx\n", count: 9_000) + "0\n\n").requests.first?.body?.count == 9_000)
  }
}
