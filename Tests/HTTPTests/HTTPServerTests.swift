import Link
import Testing

@testable import HTTP

@Suite struct HTTPServerTests {
  private static let get = "GET /a HTTP/1.1\nHost: a\n\n"

  @Test func aConnectionServesManyRequests() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    for number in 0..<50 {
      client.send("PUT /\(number) HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi")
      #expect(client.answer()?.body == "PUT /\(number) hi")
    }
    client.send("GET /last HTTP/1.1\nHost: a\nConnection: close\n\n")
    #expect(client.answer()?.header.contains("Connection: close") == true)
    #expect(client.rest().isEmpty)
  }

  @Test func requestsSentTogetherAreAnsweredInOrder() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    client.send((0..<200).map { "GET /\($0) HTTP/1.1\nHost: a\n\n" }.joined())
    for number in 0..<200 { #expect(client.answer()?.body == "GET /\(number) ") }
    // Those behind the last are not.
    client.send("GET /a HTTP/1.1\nHost: a\nConnection: close\n\n" + Self.get)
    #expect(client.answer()?.body == "GET /a ")
    #expect(client.answer() == nil)
  }

  @Test func aClientThatSendsByteByByteIsServed() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    for byte in Reading.bytes("PUT /a HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n2\nhi\n0\n\n") {
      client.send([byte])
    }
    #expect(client.answer()?.body == "PUT /a hi")
  }

  @Test func aClientMayStopSendingBeforeTheAnswer() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    client.send(Self.get + Self.get)
    client.finish()
    #expect(client.answer()?.body == "GET /a " && client.answer()?.body == "GET /a " && client.answer() == nil)
  }

  @Test func aClientIsToldToGoOn() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    client.send("PUT /a HTTP/1.1\nHost: a\nContent-Length: 2\nExpect: 100-continue\n\n")
    #expect(client.answer()?.status == "100 Continue")
    client.send("hi")
    #expect(client.answer()?.body == "PUT /a hi")
    client.send("PUT /a HTTP/1.1\nHost: a\nContent-Length: 99999999\nExpect: 100-continue\n\n")
    #expect(client.answer()?.status == "413 Payload Too Large" && client.answer() == nil)
  }

  @Test func aRefusalArrivesThoughTheClientSendsOn() throws {
    let served = try ServedAnswers()
    for request in ["PUT /a HTTP/1.1\nHost: a\nContent-Length: 8000000\n\n", "nonsense\n\n"] {
      let client = try served.client()
      client.send(request)
      for _ in 0..<16 { client.send([UInt8](repeating: 0, count: 65_536)) }
      let answer = client.answer()
      #expect(answer?.status == "413 Payload Too Large" || answer?.status == "400 Bad Request")
      #expect(answer?.header.contains("Connection: close") == true)
    }
  }

  @Test func headHasNoBody() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    client.send("HEAD /a HTTP/1.1\nHost: a\nConnection: close\n\n")
    let text = String(decoding: client.rest(), as: UTF8.self)
    #expect(text.contains("Content-Length: 8\r\n") && text.hasSuffix("\r\n\r\n"))
  }

  @Test func versionOneZeroEndsUnlessItIsToStay() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    client.send("GET /a HTTP/1.0\nConnection: keep-alive\n\n")
    #expect(client.answer()?.header.contains("Connection: keep-alive") == true)
    client.send("GET /a HTTP/1.0\n\n")
    #expect(client.answer()?.header.contains("Connection: close") == true)
    #expect(client.rest().isEmpty)
  }

  @Test func clientsThatVanishDoNoHarm() throws {
    let served = try ServedAnswers()
    for text in ["", "GET /a HT", Self.get, "PUT /a HTTP/1.1\nHost: a\nContent-Length: 100\n\nhi", Self.get + Self.get]
    {
      for _ in 0..<4 {
        let client = try served.client()
        client.send(text)
        client.vanish()
      }
    }
    // One whose answer is still to come, and one that is being sent much.
    for path in ["wait", "much"] {
      let client = try served.client()
      client.send("GET /\(path) HTTP/1.1\nHost: a\n\n")
      served.answers.hasCome.wait()
      client.vanish()
      served.answers.mayGo.signal()
    }
    #expect(try Self.isServedInTheEnd(served))
  }

  @Test func thereMayBeTooManyClients() throws {
    let served = try ServedAnswers(connections: 1)
    do {
      let first = try served.client()
      first.send(Self.get)
      #expect(first.answer()?.status == "200 OK")
      let second = try served.client()
      second.send(Self.get)
      #expect(second.answer()?.status == "503 Service Unavailable" && second.rest().isEmpty)
      first.send(Self.get)
      #expect(first.answer()?.status == "200 OK")
    }
    #expect(try Self.isServedInTheEnd(served))
  }

  /// Whether a client finds a place once the server has seen that others have gone.
  private static func isServedInTheEnd(_ served: ServedAnswers) throws -> Bool {
    for _ in 0..<100_000 {
      let client = try served.client()
      client.send(get)
      if client.answer()?.status == "200 OK" { return true }
    }
    return false
  }

  @Test func aRequestThatDoesNotCompleteIsNotWaitedFor() throws {
    let served = try ServedAnswers(patience: .zero)
    for text in ["", "GET /a HT", "PUT /a HTTP/1.1\nHost: a\nContent-Length: 100\n\nhi"] {
      let client = try served.client()
      client.send(text)
      // The server may have lost its patience before the first byte.
      let said = String(decoding: client.rest(), as: UTF8.self)
      #expect(said.isEmpty || said.hasPrefix("HTTP/1.1 408 Request Timeout\r\n") && !text.isEmpty)
    }
  }

  @Test func stoppingLetsAnswersGoOut() throws {
    let served = try ServedAnswers()
    let (idle, waiting) = (try served.client(), try served.client())
    idle.send(Self.get)
    #expect(idle.answer()?.status == "200 OK")
    waiting.send("GET /wait HTTP/1.1\nHost: a\n\n")
    served.answers.hasCome.wait()
    served.answers.mayGo.signal()
    served.server.stop(grace: .seconds(60), limit: .seconds(60))
    #expect(waiting.answer()?.body == "GET /wait " && waiting.rest().isEmpty && idle.rest().isEmpty)
    #expect(throws: Client.Failure.self) { try served.client() }
  }

  @Test func aClientThatDoesNotReadHoldsNothingUp() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    client.send("GET /much HTTP/1.1\nHost: a\n\n" + Self.get)
    served.answers.hasCome.wait()
    let other = try served.client()
    other.send(Self.get)
    #expect(other.answer()?.status == "200 OK")
    served.stop()
    #expect(client.rest().count < Answers.much)
  }

  @Test func whereItCannotBe() throws {
    let served = try ServedAnswers()
    func reason(_ address: String, _ port: UInt16) -> String? {
      do throws(LinkError) {
        _ = try HTTPServer(address: address, port: port, option: "--page", handler: Answers())
        return nil
      } catch {
        return error.reason
      }
    }
    #expect(reason("127.0.0.1", served.server.port) == "Address already in use")
    for address in ["page.example", "", "127.1", "1.2.3.4.5", "::g", "::1%"] {
      #expect(reason(address, 0) == "not a numeric address of this host", "\(address)")
    }
    #expect(reason("192.0.2.1", 0) == "Cannot assign requested address")
  }
}
