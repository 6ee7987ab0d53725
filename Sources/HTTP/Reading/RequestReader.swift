/// Makes requests from the bytes of a connection, however they are cut, in the order in which they came.
struct RequestReader {
  private enum Phase {
    /// Lines of the header that are complete, and their bytes.
    case head([[UInt8]], size: Int)
    case body(RequestHead, length: Int)
    case chunks(RequestHead, ChunkedBody)
    /// Where the next request would begin is not known, or nobody is to ask.
    case over
  }

  private let limits: HTTPLimits
  private var queue = ByteQueue()
  private var phase = Phase.head([], size: 0)
  private var isContinueDue = false

  init(_ limits: HTTPLimits) { self.limits = limits }

  mutating func append(_ bytes: [UInt8]) { queue.append(bytes) }

  /// Whether nothing of a request is there.
  var isEmpty: Bool {
    guard case .head(let lines, _) = phase else { return false }
    return lines.isEmpty && queue.count == 0
  }

  /// What has not been read, for whoever takes over the connection.
  mutating func takeRest() -> [UInt8] {
    phase = .over
    return Array(queue.take(queue.count))
  }

  /// Whether the client has to be told to send the body; once. Not where some of it has come, or where it will be refused.
  mutating func takeContinue() -> Bool {
    defer { isContinueDue = false }
    return isContinueDue && queue.count == 0
  }

  /// The next request; `nil` where it is not complete. After an error there is no further one.
  mutating func next() throws(HTTPError) -> HTTPRequest? {
    do {
      return try advance()
    } catch {
      phase = .over
      throw error
    }
  }

  private mutating func advance() throws(HTTPError) -> HTTPRequest? {
    while true {
      switch phase {
      case .head(var lines, var size):
        let tooLong = HTTPError(431, "expected a header of at most \(limits.head) bytes")
        guard let line = try queue.takeLine(limit: limits.head - size, orThrow: tooLong) else { return nil }
        size += line.count + 2
        // Empty lines before a request are ignored (RFC 9112 section 2.2), up to the limit.
        if !line.isEmpty {
          lines.append(line)
        } else if !lines.isEmpty {
          try begin(RequestHead(lines))
          continue
        }
        phase = .head(lines, size: size)
      case .body(let head, let length):
        guard length <= limits.body else { return refuseBody(of: head) }
        guard queue.count >= length else { return nil }
        return finish(head, Array(queue.take(length)))
      case .chunks(let head, var body):
        // Where it stays meanwhile, its bytes are not copied.
        phase = .over
        switch try body.read(&queue, limits) {
        case .complete: return finish(head, body.bytes)
        case .tooLong: return refuseBody(of: head)
        case .unfinished:
          phase = .chunks(head, body)
          return nil
        }
      case .over: return nil
      }
    }
  }

  private mutating func begin(_ head: RequestHead) throws(HTTPError) {
    switch try BodyFraming(head) {
    case .length(let length):
      phase = .body(head, length: length)
      isContinueDue = head.expectsContinue && (1...limits.body).contains(length)
    case .chunked:
      phase = .chunks(head, ChunkedBody())
      isContinueDue = head.expectsContinue
    }
  }

  private mutating func finish(_ head: RequestHead, _ body: [UInt8]) -> HTTPRequest {
    phase = .head([], size: 0)
    isContinueDue = false
    return HTTPRequest(head, body: body)
  }

  /// It is answered at once; where the next one begins will not be seen.
  private mutating func refuseBody(of head: RequestHead) -> HTTPRequest {
    phase = .over
    isContinueDue = false
    return HTTPRequest(head, body: nil)
  }
}
