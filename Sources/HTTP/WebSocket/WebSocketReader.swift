/// Makes messages from the bytes of a client, however frames and bytes are cut (RFC 6455 sections 5 and 8).
struct WebSocketReader {
  private let limit: Int
  private var queue = ByteQueue()
  /// The message of which frames have come, but not the last.
  private var message: (kind: FrameHeader.Kind, bytes: [UInt8])?

  /// Takes messages of at most `limit` bytes.
  init(limit: Int) { self.limit = limit }

  mutating func append(_ bytes: [UInt8]) { queue.append(bytes) }

  /// Whether nothing has begun that is not complete.
  var isEmpty: Bool { queue.count == 0 && message == nil }

  /// What came next; `nil` where it is not complete. After an error nothing more is to be read.
  mutating func next() throws(CloseCode) -> WebSocketEvent? {
    while let header = try FrameHeader(queue.waiting) {
      try check(header)
      guard queue.count >= header.size + header.length else { return nil }
      _ = queue.take(header.size)
      let content = queue.take(header.length).enumerated().map { $1 ^ header.mask[$0 & 3] }
      if let event = try event(header, content) { return event }
    }
    return nil
  }

  /// What can be said before the content is there.
  private func check(_ header: FrameHeader) throws(CloseCode) {
    guard !header.kind.isControl else { return }
    guard (header.kind == .continuation) == (message != nil) else { throw .protocolError }
    guard header.length <= limit - (message?.bytes.count ?? 0) else { throw .tooLong }
  }

  private mutating func event(_ header: FrameHeader, _ content: [UInt8]) throws(CloseCode) -> WebSocketEvent? {
    switch header.kind {
    case .ping: return .ping(content)
    case .pong: return .pong
    case .close: return .close(try WebSocketReader.code(content))
    case .continuation, .text, .binary:
      let whole = (kind: message?.kind ?? header.kind, bytes: (message?.bytes ?? []) + content)
      guard header.isLast else {
        message = whole
        return nil
      }
      message = nil
      guard whole.kind == .text else { return .message(.binary(whole.bytes)) }
      return .message(.text(try WebSocketReader.text(whole.bytes)))
    }
  }

  private static func text(_ bytes: [UInt8]) throws(CloseCode) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .invalidText }
    return text
  }

  /// The code at the beginning of a close frame's content; a text for people may follow (section 5.5.1).
  private static func code(_ content: [UInt8]) throws(CloseCode) -> UInt16? {
    guard !content.isEmpty else { return nil }
    guard content.count >= 2 else { throw .protocolError }
    let code = UInt16(content[0]) << 8 | UInt16(content[1])
    guard CloseCode.mayBeSent(code) else { throw .protocolError }
    _ = try text(Array(content[2...]))
    return code
  }
}
