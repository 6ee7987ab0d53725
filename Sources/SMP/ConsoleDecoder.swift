/// Takes console frames apart, a byte at a time, into a buffer that the caller lends.
///
/// It keeps no line buffer, so lines may be of any length, ended by LF, CR or CRLF. Bytes outside frames come back as
/// console text. The start marker is honoured wherever it occurs, not only at the start of a line: a client that was
/// killed in mid-line must not cost the next client its first request. No input makes it write outside the buffer.
public struct ConsoleDecoder {
  /// What a byte brought about.
  public enum Event: Equatable, Sendable {
    /// Nothing yet.
    case none
    /// A byte of console text; line ends are handed over as they came.
    case text(UInt8)
    /// Two bytes of console text: the first had looked like a marker.
    case heldText(UInt8, UInt8)
    /// A message of this many bytes is at the start of the buffer, checksum verified and removed. It stays there until
    /// the next byte is fed.
    case message(count: Int)
  }

  /// Frames and lines thrown away, by cause. The counters wrap.
  public struct Drops: Equatable, Sendable {
    /// Checksum wrong.
    public var checksum: UInt32 = 0
    /// Longer than announced, or announced longer than the buffer.
    public var length: UInt32 = 0
    /// Not base64, or a line that ends within a group of four.
    public var encoding: UInt32 = 0
    /// A continuation without a start.
    public var orphan: UInt32 = 0
    /// A frame not finished when the next began.
    public var unfinished: UInt32 = 0
  }

  /// What was thrown away so far.
  public private(set) var drops = Drops()
  /// The buffer lent. It holds a message and its two bytes of checksum.
  public let buffer: UnsafeMutableBufferPointer<UInt8>

  private enum State {
    case lineStart, text, data, discard
    /// 06 was seen: in or before text, or in a frame's line.
    case startInText, startInFrame
    /// 04 was seen at the start of a line.
    case continuation
  }

  private enum Cause { case length, encoding, unfinished }

  private var state = State.lineStart
  private var swallowLineFeed = false
  /// Whether a frame was begun and not yet finished.
  private var assembling = false
  /// Bytes of message and checksum announced.
  private var announced = 0
  private var lengthBytes = 0
  private var received = 0
  private var crc = CRC16()
  /// Six-bit values of the present group of four.
  private var group: UInt32 = 0
  private var groupCount = 0
  private var padding = 0

  /// Decodes into `buffer`: at least two bytes more than the longest message.
  public init(buffer: UnsafeMutableBufferPointer<UInt8>) {
    self.buffer = buffer
  }

  /// Forgets a partial line and frame; for a cable that was pulled out.
  public mutating func reset() {
    state = .lineStart
    swallowLineFeed = false
    assembling = false
  }

  /// The message of the last `.message(count:)`.
  public func message(count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: buffer[0..<max(0, min(count, buffer.count))])
  }

  /// Takes the next byte off the wire.
  public mutating func feed(_ byte: UInt8) -> Event {
    let swallow = swallowLineFeed
    swallowLineFeed = false
    if swallow && byte == ConsoleFraming.lineFeed { return .none }
    let isEnd = byte == ConsoleFraming.lineFeed || byte == ConsoleFraming.carriageReturn
    switch state {
    case .lineStart where byte == ConsoleFraming.continuation0:
      state = .continuation
      return .none
    case .lineStart, .text:
      if byte == ConsoleFraming.start0 {
        state = .startInText
        return .none
      }
      state = isEnd ? .lineStart : .text
      return .text(byte)
    case .startInText:
      if byte == ConsoleFraming.start1 { return beginFrame() }
      if byte == ConsoleFraming.start0 { return .text(byte) }
      state = isEnd ? .lineStart : .text
      return .heldText(ConsoleFraming.start0, byte)
    case .continuation:
      if byte == ConsoleFraming.continuation1 { return continueFrame() }
      if byte == ConsoleFraming.start0 {
        state = .startInText
        return .text(ConsoleFraming.continuation0)
      }
      state = isEnd ? .lineStart : .text
      return .heldText(ConsoleFraming.continuation0, byte)
    case .data, .discard, .startInFrame:
      return feedFrameLine(byte, isEnd: isEnd)
    }
  }

  private mutating func feedFrameLine(_ byte: UInt8, isEnd: Bool) -> Event {
    if state == .startInFrame && byte == ConsoleFraming.start1 { return beginFrame() }
    if byte == ConsoleFraming.start0 {
      if state == .data { abandon(.unfinished) }
      state = .startInFrame
      return .none
    }
    if state == .startInFrame { state = .discard }
    if isEnd {
      let wasData = state == .data
      swallowLineFeed = byte == ConsoleFraming.carriageReturn
      state = .lineStart
      return wasData ? endLine() : .none
    }
    if state == .data { decode(byte) }
    return .none
  }

  private mutating func beginFrame() -> Event {
    if assembling { drops.unfinished &+= 1 }
    assembling = true
    lengthBytes = 0
    announced = 0
    received = 0
    crc = CRC16()
    beginLine()
    return .none
  }

  private mutating func continueFrame() -> Event {
    if assembling {
      beginLine()
    } else {
      drops.orphan &+= 1
      state = .discard
    }
    return .none
  }

  private mutating func beginLine() {
    state = .data
    group = 0
    groupCount = 0
    padding = 0
  }

  /// Gives up the frame and ignores the rest of its line.
  private mutating func abandon(_ cause: Cause) {
    switch cause {
    case .length: drops.length &+= 1
    case .encoding: drops.encoding &+= 1
    case .unfinished: drops.unfinished &+= 1
    }
    assembling = false
    state = .discard
  }

  private mutating func decode(_ byte: UInt8) {
    if byte == Base64.padding && (groupCount == 2 || groupCount == 3) {
      padding &+= 1
    } else if let value = Base64.value(byte), padding == 0 {
      group |= UInt32(value) << UInt32(truncatingIfNeeded: 18 &- 6 &* groupCount)
    } else {
      return abandon(.encoding)
    }
    groupCount &+= 1
    guard groupCount == 4 else { return }
    let count = 3 &- padding
    for index in 0..<count {
      store(UInt8(truncatingIfNeeded: group >> UInt32(truncatingIfNeeded: 16 &- 8 &* index)))
      guard state == .data else { return }
    }
    group = 0
    // After padding a line must end: groupCount stays at 4, and any further character is refused.
    groupCount = padding == 0 ? 0 : 4
  }

  private mutating func store(_ byte: UInt8) {
    if lengthBytes < 2 {
      announced = announced << 8 | Int(byte)
      lengthBytes &+= 1
      if lengthBytes == 2 && (announced < 2 || announced > buffer.count) { abandon(.length) }
      return
    }
    guard received < announced else { return abandon(.length) }
    buffer[received] = byte
    received &+= 1
    crc.add(byte)
  }

  private mutating func endLine() -> Event {
    guard groupCount & 3 == 0, lengthBytes == 2 else {
      drops.encoding &+= 1
      assembling = false
      return .none
    }
    guard received == announced else { return .none }
    assembling = false
    guard crc.value == 0 else {
      drops.checksum &+= 1
      return .none
    }
    return .message(count: announced &- 2)
  }
}
