/// Reads a body that comes in pieces (RFC 9112 section 7.1), each behind a line with its length.
struct ChunkedBody {
  /// Whether it is complete.
  enum Progress { case unfinished, complete, tooLong }

  private enum Phase: Equatable {
    case size
    case data(left: Int)
    /// Behind a piece: CR and LF.
    case dataEnd
    /// Fields behind the last piece, which are read and forgotten; so many bytes of them.
    case trailer(size: Int)
  }

  /// What came.
  private(set) var bytes: [UInt8] = []
  private var phase = Phase.size

  /// Goes on as far as bytes are there.
  mutating func read(_ queue: inout ByteQueue, _ limits: HTTPLimits) throws(HTTPError) -> Progress {
    while true {
      switch phase {
      case .size:
        guard let line = try queue.takeLine(limit: limits.pieceLine, orThrow: ChunkedBody.expected) else {
          return .unfinished
        }
        let size = try ChunkedBody.size(line)
        guard size <= limits.body - bytes.count else { return .tooLong }
        phase = size == 0 ? .trailer(size: 0) : .data(left: size)
      case .data(let left):
        let taken = queue.take(left)
        bytes += taken
        phase = left == taken.count ? .dataEnd : .data(left: left - taken.count)
        if taken.count < left { return .unfinished }
      case .dataEnd:
        guard queue.waiting.prefix(2).elementsEqual([0x0D, 0x0A].prefix(queue.count)) else {
          throw ChunkedBody.expected
        }
        guard queue.count >= 2 else { return .unfinished }
        _ = queue.take(2)
        phase = .size
      case .trailer(let size):
        let tooLong = HTTPError(431, "expected at most \(limits.head) bytes behind the body")
        guard let line = try queue.takeLine(limit: limits.head - size, orThrow: tooLong) else { return .unfinished }
        if line.isEmpty { return .complete }
        _ = try RequestHead.field(line)
        phase = .trailer(size: size + line.count + 2)
      }
    }
  }

  private static let expected = HTTPError(
    400, "expected a chunked body: lengths in hexadecimal digits, each before its piece")

  /// The length that a line gives; extensions behind it are ignored.
  private static func size(_ line: [UInt8]) throws(HTTPError) -> Int {
    let digits = line.prefix { Characters.hexadecimal($0) != nil }
    let rest = Characters.trim(line[digits.endIndex...])
    guard !digits.isEmpty, rest.isEmpty || rest.first == UInt8(ascii: ";"), rest.allSatisfy(Characters.isOfValue) else {
      throw expected
    }
    // More than a body may have is enough to know.
    return digits.reduce(0) { min($0, Int(UInt32.max)) << 4 | (Characters.hexadecimal($1) ?? 0) }
  }
}
