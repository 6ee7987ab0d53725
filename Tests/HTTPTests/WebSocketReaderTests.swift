import SeededRandom
import Testing

@testable import HTTP

@Suite struct WebSocketReaderTests {
  /// What a reader makes of a client's bytes.
  private struct Result: Equatable {
    var events: [WebSocketEvent] = []
    var code: CloseCode?

    init(_ pieces: [[UInt8]], limit: Int = 1_024) {
      var reader = WebSocketReader(limit: limit)
      do throws(CloseCode) {
        for piece in pieces {
          reader.append(piece)
          while let event = try reader.next() { events.append(event) }
        }
      } catch {
        code = error
      }
    }

    init(_ frames: ClientFrame...) { self.init([frames.flatMap(\.bytes)]) }
  }

  private static let talk: [ClientFrame] = [
    .text("Hello"), ClientFrame(first: 0x89, content: Array("a".utf8)),
    ClientFrame(first: 0x01, content: Array("grü".utf8.dropLast())),
    ClientFrame(first: 0x8A), ClientFrame(first: 0x00), ClientFrame(first: 0x80, content: [0xBC]),
    ClientFrame(first: 0x82, content: [UInt8](repeating: 7, count: 130)), ClientFrame(first: 0x81),
    ClientFrame(first: 0x88, content: [0x03, 0xE8] + Array("bye".utf8)),
  ]

  @Test func messagesComeHoweverTheyAreCut() {
    let bytes = Self.talk.flatMap(\.bytes)
    let whole = Result([bytes])
    #expect(whole.code == nil)
    #expect(
      whole.events == [
        .message(.text("Hello")), .ping(Array("a".utf8)), .pong, .message(.text("grü")),
        .message(.binary([UInt8](repeating: 7, count: 130))), .message(.text("")), .close(1000),
      ])
    for pieces in Cut.everywhere(bytes) { #expect(Result(pieces) == whole) }
  }

  @Test func thePublishedExamples() {
    // RFC 6455 section 5.7: a masked text, a masked pong.
    #expect(
      Result([[0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]]).events == [.message(.text("Hello"))])
    #expect(Result([[0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]]).events == [.pong])
    // What a server sends.
    #expect(FrameHeader.frame(.text, Array("Hello".utf8)) == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
    #expect(FrameHeader.frame(.binary, [UInt8](repeating: 0, count: 256)).prefix(4) == [0x82, 0x7E, 0x01, 0x00])
    #expect(
      FrameHeader.frame(.binary, [UInt8](repeating: 0, count: 65_536)).prefix(10)
        == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0])
    #expect(FrameHeader.frame(.text, [UInt8](repeating: 0, count: 125)).prefix(2) == [0x81, 125])
    #expect(FrameHeader.frame(.text, [UInt8](repeating: 0, count: 126)).prefix(4) == [0x81, 126, 0, 126])
  }

  @Test func whatIsWrongClosesHoweverItIsCut() {
    for (frames, code): ([ClientFrame], CloseCode) in [
      // Without a mask; reserved bits; reserved opcodes.
      ([ClientFrame(first: 0x81, mask: nil)], .protocolError), ([ClientFrame(first: 0xC1)], .protocolError),
      ([ClientFrame(first: 0xA1)], .protocolError), ([ClientFrame(first: 0x91)], .protocolError),
      ([ClientFrame(first: 0x83)], .protocolError), ([ClientFrame(first: 0x8B)], .protocolError),
      // Control frames in parts, or long.
      ([ClientFrame(first: 0x09)], .protocolError), ([ClientFrame(first: 0x08)], .protocolError),
      ([ClientFrame(first: 0x89, content: [UInt8](repeating: 0, count: 126))], .protocolError),
      // Parts out of order.
      ([ClientFrame(first: 0x80)], .protocolError), ([ClientFrame(first: 0x01), .text("a")], .protocolError),
      ([ClientFrame(first: 0x02), ClientFrame(first: 0x80), ClientFrame(first: 0x00)], .protocolError),
      // Lengths in another form.
      ([ClientFrame(first: 0x81, content: [0], length: [126, 0, 1])], .protocolError),
      ([ClientFrame(first: 0x81, content: [0], length: [127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])], .protocolError),
      ([ClientFrame(first: 0x81, content: [0], length: [127, 0x80, 0, 0, 0, 0, 1, 0, 0])], .protocolError),
      // Too long: at once, and in parts.
      ([ClientFrame(first: 0x81, length: [126, 4, 1])], .tooLong),
      ([ClientFrame(first: 0x82, length: [127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])], .tooLong),
      (
        [
          ClientFrame(first: 0x01, content: [UInt8](repeating: 0x61, count: 1_024)),
          ClientFrame(first: 0x00, content: [0x61]),
        ],
        .tooLong
      ),
      // Texts: cut short, a surrogate, too long a form.
      ([ClientFrame(first: 0x81, content: [0xC3])], .invalidText),
      ([ClientFrame(first: 0x81, content: [0xED, 0xA0, 0x80])], .invalidText),
      ([ClientFrame(first: 0x01, content: [0xC0]), ClientFrame(first: 0x80, content: [0x80])], .invalidText),
      // Closing: half a code, codes that are not sent, a text that is none.
      ([ClientFrame(first: 0x88, content: [3])], .protocolError),
      ([ClientFrame(first: 0x88, content: [0x03, 0xE7])], .protocolError),
      ([ClientFrame(first: 0x88, content: [0x03, 0xED])], .protocolError),
      ([ClientFrame(first: 0x88, content: [0xFF, 0xFF])], .protocolError),
      ([ClientFrame(first: 0x88, content: [0x03, 0xE8, 0xFF])], .invalidText),
    ] {
      let bytes = frames.flatMap(\.bytes)
      #expect(Result([bytes]).code == code, "\(bytes.prefix(20))")
      // Of long ones the first bytes are enough.
      for pieces in bytes.count < 200 ? Cut.everywhere(bytes) : [] { #expect(Result(pieces).code == code, "\(pieces)") }
    }
  }

  @Test func theLimitIsOfTheMessage() {
    let whole = [UInt8](repeating: 0x61, count: 1_024)
    #expect(Result(ClientFrame(first: 0x81, content: whole)).events.count == 1)
    #expect(Result(ClientFrame(first: 0x01, content: whole), ClientFrame(first: 0x80)).events.count == 1)
  }

  @Test func hostileBytesAreReadOrRefused() {
    var random = SplitMix(seed: 1)
    let sample = Self.talk.flatMap(\.bytes)
    for _ in 0..<5_000 {
      var bytes = sample
      for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = random.byte() }
      let cut = random.below(bytes.count)
      #expect(Result([bytes]) == Result([Array(bytes[..<cut]), Array(bytes[cut...])]))
    }
  }
}
