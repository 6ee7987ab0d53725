import SeededRandom
import Testing

@testable import HTTP

@Suite struct RequestReaderTests {
  private static let pipeline = """

    GET /a/b?x=1&y=%20 HTTP/1.1
    Host: localhost:80
    X-Empty:
    X-Much: \t some  text \t
    x-much: more

    POST /c HTTP/1.1
    host:a
    Content-Length: 5

    hello\
    PUT /d HTTP/1.1
    Host: a
    Transfer-Encoding: Chunked

    5;name="a;b"
    01234
    00a
    56789abcde
    0
    X-Sum: 1

    DELETE /e HTTP/1.0
    Connection: keep-alive


    """

  @Test func requestsComeInOrderHoweverTheyAreCut() {
    let whole = Reading(Self.pipeline)
    #expect(whole.error == nil && whole.requests.map(\.method) == ["GET", "POST", "PUT", "DELETE"])
    #expect(whole.requests.map(\.path) == ["/a/b", "/c", "/d", "/e"])
    #expect(
      whole.requests.map { $0.body.map { String(decoding: $0, as: UTF8.self) } } == [
        "", "hello", "0123456789abcde", "",
      ])
    #expect(whole.requests[0].query == [HTTPField("x", "1"), HTTPField("y", " ")])
    #expect(whole.requests[0].fields["x-much"] == "some  text, more" && whole.requests[0].fields["X-EMPTY"] == "")
    #expect(whole.requests.map(\.isPersistent) == [true, true, true, true])
    for pieces in Cut.everywhere(Reading.bytes(Self.pipeline)) { #expect(Reading(pieces) == whole) }
  }

  @Test func whatIsNotHTTPIsRefusedHoweverItIsCut() {
    let host = "Host: a\n"
    for (text, status) in [
      // The first line.
      ("GET /\n\(host)\n", 400), ("GET  / HTTP/1.1\n\(host)\n", 400), ("GET / HTTP/1.1 \n\(host)\n", 400),
      ("G(T / HTTP/1.1\n\(host)\n", 400), ("GET /ä HTTP/1.1\n\(host)\n", 400), (" GET / HTTP/1.1\n\(host)\n", 400),
      ("GET / HTTP/1\n\(host)\n", 400), ("GET / HTTP/1.x\n\(host)\n", 400), ("GET / http/1.1\n\(host)\n", 400),
      ("GET / HTTP/2.0\n\(host)\n", 505), ("GET / HTTP/0.9\n\(host)\n", 505), ("GET /\t HTTP/1.1\n\(host)\n", 400),
      ("\u{16}\u{3}\u{1}\n\n", 400),
      // The header.
      ("GET / HTTP/1.1\n\n", 400), ("GET / HTTP/1.1\n\(host)\(host)\n", 400), ("GET / HTTP/1.1\n\(host)a\n\n", 400),
      ("GET / HTTP/1.1\n\(host)a : b\n\n", 400), ("GET / HTTP/1.1\n\(host)a: b\n c\n\n", 400),
      ("GET / HTTP/1.1\n\(host)a: b\n\tc\n\n", 400), ("GET / HTTP/1.1\n\(host): b\n\n", 400),
      ("GET / HTTP/1.1\n\(host)a: \u{0}\n\n", 400), ("GET / HTTP/1.1\n\(host)a: \rb: c\n\n", 400),
      ("GET / HTTP/1.1\n Host: a\n\n", 400), ("GET / HTTP/1.1\n\(host)Expect: more\n\n", 417),
      // Where the body ends.
      ("POST / HTTP/1.1\n\(host)Content-Length: 1\nTransfer-Encoding: chunked\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Content-Length: 1\nContent-Length: 2\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Content-Length: 1, 2\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Content-Length: +1\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Content-Length: -1\n\n", 400), ("POST / HTTP/1.1\n\(host)Content-Length: 1,\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Content-Length:\n\n", 400), ("POST / HTTP/1.1\n\(host)Content-Length: 0x1\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: gzip\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding:\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked, gzip\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: gzip, chunked\n\n", 501),
      ("POST / HTTP/1.0\n\(host)Transfer-Encoding: chunked\n\n", 400),
      // Pieces.
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked\n\n\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked\n\n0x1\na\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked\n\n-1\na\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked\n\n1 a\na\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked\n\n1\nab\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked\n\n1\na\rb", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked\n\n1;\u{1}\na\n", 400),
      ("POST / HTTP/1.1\n\(host)Transfer-Encoding: chunked\n\n0\nnothing\n\n", 400),
    ] {
      #expect(Reading.status(text) == status, "\(text)")
      for pieces in Cut.everywhere(Reading.bytes(text)) {
        #expect(Reading(pieces).error?.status == status, "\(pieces)")
      }
    }
  }

  @Test func linesEndWithBothCharacters() {
    for text in [
      "GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\n",
    ] {
      #expect(Reading([Array(text.utf8)]).error?.status == 400)
    }
    #expect(
      Reading([Array("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n".utf8)]).error?
        .status
        == 400)
  }

  @Test func theSameLengthTwiceIsThatLength() {
    for length in ["Content-Length: 2\nContent-Length: 2", "Content-Length: 2 , 2"] {
      #expect(Reading("PUT / HTTP/1.1\nHost: a\n\(length)\n\nhi").requests.first?.body == Array("hi".utf8))
    }
  }

  @Test func whoWantsToGoOn() {
    func isPersistent(_ version: String, _ options: String) -> Bool? {
      Reading("GET / HTTP/\(version)\nHost: a\n\(options)\n").requests.first?.isPersistent
    }
    #expect(isPersistent("1.1", "") == true && isPersistent("1.1", "Connection: x, CLOSE\n") == false)
    #expect(isPersistent("1.0", "") == false && isPersistent("1.0", "Connection: Keep-Alive\n") == true)
    #expect(isPersistent("1.9", "") == true && isPersistent("1.1", "Connection: x\nConnection: close\n") == false)
  }

  @Test func aClientThatWaitsIsToldOnce() throws {
    var reader = RequestReader(HTTPLimits())
    let head = "PUT / HTTP/1.1\nHost: a\nExpect: 100-Continue\n"
    reader.append(Reading.bytes(head + "Content-Length: 2\n\n"))
    #expect(try reader.next() == nil)
    let told = [reader.takeContinue(), reader.takeContinue()]
    #expect(told == [true, false])
    reader.append(Array("hi".utf8))
    #expect(try reader.next()?.body == Array("hi".utf8))
    reader.append(Reading.bytes(head + "Transfer-Encoding: chunked\n\n"))
    #expect(try reader.next() == nil)
    let isToldAgain = reader.takeContinue()
    #expect(isToldAgain)
    // Not without a body, nor with one that has begun or is too long, nor in HTTP/1.0.
    for (head, rest) in [
      (head, "Content-Length: 0\n\n"), (head, "Content-Length: 2\n\nh"), (head, "Content-Length: 65537\n\n"),
      ("PUT / HTTP/1.0\nExpect: 100-continue\n", "Content-Length: 2\n\n"),
    ] {
      var reader = RequestReader(HTTPLimits())
      reader.append(Reading.bytes(head + rest))
      _ = try reader.next()
      let isTold = reader.takeContinue()
      #expect(!isTold, "\(rest)")
    }
  }

  @Test func hostileBytesAreReadOrRefused() {
    var random = SplitMix(seed: 1)
    let sample = Reading.bytes(Self.pipeline)
    for _ in 0..<2_000 {
      var bytes = sample
      for _ in 0...random.below(4) {
        let place = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes[place] = random.byte()
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: Array(bytes[random.below(bytes.count)...].prefix(random.below(40))), at: place)
        default: bytes.insert(contentsOf: Array("\r\n :,;%0fF".utf8).shuffled(using: &random).prefix(2), at: place)
        }
      }
      let cut = random.below(bytes.count)
      #expect(Reading([bytes]) == Reading([Array(bytes[..<cut]), Array(bytes[cut...])]))
    }
  }
}
