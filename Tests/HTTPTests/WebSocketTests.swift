import Testing

@testable import HTTP

@Suite struct WebSocketTests {
  @Test func messagesArePassed() throws {
    let served = try ServedAnswers()
    let client = try #require(try served.webSocket())
    for text in ["", "hello", String(repeating: "x", count: 1_000)] {
      client.send(ClientFrame.text(text).bytes)
      let frame = FrameHeader.frame(.text, Array(text.utf8))
      #expect(client.read(frame.count) == frame)
    }
    client.send(
      ClientFrame(first: 0x89, content: [1, 2]).bytes + ClientFrame(first: 0x88, content: [0x03, 0xE9]).bytes)
    #expect(client.rest() == [0x8A, 2, 1, 2, 0x88, 2, 0x03, 0xE9])
    served.answers.ended.wait()
  }

  @Test func framesMayComeWithTheHandshake() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    client.send(
      Reading.bytes(
        "GET /socket HTTP/1.1\nHost: a\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n") + ClientFrame.text("a").bytes)
    #expect(client.answer()?.status == "101 Switching Protocols" && client.read(3) == [0x81, 1, 0x61])
  }

  @Test func eachEndMayClose() throws {
    let served = try ServedAnswers()
    for (bytes, answer): ([UInt8], [UInt8]) in [
      (ClientFrame(first: 0x88).bytes, [0x88, 0]),
      (ClientFrame.text("bye").bytes, [0x81, 3, 0x62, 0x79, 0x65, 0x88, 2, 0x03, 0xE8]),
      (ClientFrame(first: 0x82).bytes, [0x88, 2, 0x03, 0xEB]), ([0x81, 0x00], [0x88, 2, 0x03, 0xEA]),
      (ClientFrame(first: 0x81, content: [0xFF]).bytes, [0x88, 2, 0x03, 0xEF]),
      (ClientFrame.text(String(repeating: "x", count: 1_025)).bytes, [0x88, 2, 0x03, 0xF1]),
    ] {
      let client = try #require(try served.webSocket())
      client.send(bytes)
      #expect(client.rest() == answer)
      served.answers.ended.wait()
    }
  }

  @Test func whoGoesWithoutAWordIsNoticed() throws {
    let served = try ServedAnswers()
    for isReset in [false, true] {
      let client = try #require(try served.webSocket())
      client.send([0x81])
      if isReset { client.vanish() } else { client.finish() }
      served.answers.ended.wait()
    }
  }

  @Test func stoppingSaysSo() throws {
    let served = try ServedAnswers()
    let client = try #require(try served.webSocket())
    client.send(ClientFrame.text("a").bytes)
    #expect(client.read(3) == [0x81, 1, 0x61])
    served.stop()
    // Where the server has no time left, the word may be lost with it.
    let last = client.rest()
    #expect(last == [0x88, 2, 0x03, 0xE9] || last.isEmpty)
    served.answers.ended.wait()
  }

  @Test func aHandshakeThatIsNoneIsRefused() throws {
    let served = try ServedAnswers()
    let client = try served.client()
    client.send("GET /socket HTTP/1.1\nHost: a\nConnection: Upgrade\nSec-WebSocket-Version: 8\n\n")
    let answer = client.answer()
    #expect(answer?.status == "426 Upgrade Required" && answer?.header.contains("Sec-WebSocket-Version: 13") == true)
    #expect(client.rest().isEmpty)
  }
}
