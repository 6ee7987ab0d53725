import Link
import Machine
import SMP

/// SMP clients over UDP, as the emulation sees them: their datagrams go over the cradle's cable in console frames, one
/// byte after another at the line's rate, and the band's answers go back to whoever asked. Lives on the emulation thread.
///
/// A datagram has no end of a conversation: the cable is in from the first one until nothing has come for `patience`.
final class UDPClients {
  /// Virtual time after the last datagram until the cable is pulled out.
  static let patience: Tick = .seconds(10)
  /// Requests without an answer that are remembered; an answer to an older one has nowhere to go.
  private static let questionLimit = 64
  /// The largest message taken, as much as a device of the field may announce.
  private static let messageLimit = 4_096
  /// Bytes that may wait for the wire; datagrams beyond are lost, as UDP does it.
  private static let backlogLimit = 65_536

  private struct Question {
    var header: SMPHeader
    var sender: UDPServer.Peer
  }

  private let port: UDPPort
  private let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: UDPClients.messageLimit + 2)
  private var decoder: ConsoleDecoder
  private var questions: [Question] = []
  private var backlog: [UInt8] = []
  /// When the cable is pulled out; nil while it is out.
  private(set) var end: Tick?

  init(_ port: UDPPort) {
    self.port = port
    decoder = ConsoleDecoder(buffer: memory)
  }

  deinit { memory.deallocate() }

  /// Whether somebody has asked lately.
  var isAttached: Bool { end != nil }

  /// Whether somebody has asked and nobody has taken it yet.
  var hasRequests: Bool { port.requests.hasMessages }

  /// Takes the datagrams that have come and what time has brought; `attach` plugs the cable in and out, `send` is given
  /// at most `room` bytes for the wire.
  func takeInput(at now: Tick, room: Int, attach: (Bool) -> Void, send: ([UInt8]) -> Void) {
    for request in port.requests.take() {
      guard let header = Self.request(request.message), backlog.count < Self.backlogLimit else { continue }
      questions.append(Question(header: header, sender: request.sender))
      if questions.count > Self.questionLimit { questions.removeFirst() }
      backlog += ConsoleEncoder.frames(request.message)
      if end == nil { attach(true) }
      end = now + Self.patience
    }
    if !backlog.isEmpty && room > 0 {
      let piece = Array(backlog.prefix(room))
      backlog.removeFirst(piece.count)
      send(piece)
    }
    if let due = end, due <= now, backlog.isEmpty {
      end = nil
      questions = []
      attach(false)
    }
  }

  /// Takes what the band has sent; whole answers go to those who asked.
  func takeOutput(_ bytes: [UInt8], at now: Tick) {
    for byte in bytes {
      guard case .message(let count) = decoder.feed(byte), let reply = SMPReply(decoder.message(count: count)),
        let place = questions.firstIndex(where: { reply.answers($0.header) })
      else { continue }
      port.server.send(Array(decoder.message(count: count)), to: questions.remove(at: place).sender)
      if end != nil { end = now + Self.patience }
    }
  }

  /// The header of a datagram that is one whole request; nil for anything else.
  private static func request(_ datagram: [UInt8]) -> SMPHeader? {
    guard datagram.count <= messageLimit, let header = datagram.withUnsafeBufferPointer({ SMPHeader($0) }),
      header.operation.isRequest, SMPHeader.size + Int(header.length) == datagram.count
    else { return nil }
    return header
  }
}
