/// Turns a message into console frames, a byte at a time, reading the message where it lies.
public struct ConsoleEncoder {
  private let message: UnsafeBufferPointer<UInt8>
  private let bodySize: Int
  private let crc: UInt16
  /// Next byte of the body (length, message, checksum) to be encoded.
  private var bodyIndex = 0
  /// Body bytes already in the present line.
  private var lineBytes = 0
  private var phase: Phase
  /// Characters still to be sent, first one in the top byte.
  private var pending: UInt32 = 0
  private var pendingCount = 0

  private enum Phase { case lineFeedFirst, marker, data, lineEnd, finished }

  /// Starts on `message` (at most 65,533 bytes; a longer one yields nothing), which must stay where it is.
  /// - Parameter afterText: true when an unfinished line of text is on the wire, so that a line feed goes first: some
  ///   tools find a frame only at the start of a line.
  public init(_ message: UnsafeBufferPointer<UInt8>, afterText: Bool = false) {
    self.message = message
    bodySize = message.count + 4
    crc = CRC16.of(message)
    phase = message.count > 65533 ? .finished : afterText ? .lineFeedFirst : .marker
  }

  /// The next byte for the wire; nil when the frame is complete.
  public mutating func next() -> UInt8? {
    if pendingCount == 0 { refill() }
    guard pendingCount > 0 else { return nil }
    let byte = UInt8(truncatingIfNeeded: pending >> 24)
    pending <<= 8
    pendingCount &-= 1
    return byte
  }

  /// Writes the whole frame to `buffer` and returns its size; nil when it does not fit. For use before any `next()`.
  public mutating func write(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    var count = 0
    while let byte = next() {
      guard count < buffer.count else { return nil }
      buffer[count] = byte
      count &+= 1
    }
    return count
  }

  /// Bytes on the wire for a message of `count` bytes, without a leading line feed.
  public static func encodedSize(messageBytes count: Int) -> Int {
    let body = count + 4
    let lines = (body + ConsoleFraming.bytesPerLine - 1) / ConsoleFraming.bytesPerLine
    return (body + 2) / 3 * 4 + lines * 3
  }

  private mutating func refill() {
    switch phase {
    case .lineFeedFirst:
      push(ConsoleFraming.lineFeed)
      phase = .marker
    case .marker:
      push(bodyIndex == 0 ? ConsoleFraming.start0 : ConsoleFraming.continuation0)
      push(bodyIndex == 0 ? ConsoleFraming.start1 : ConsoleFraming.continuation1)
      lineBytes = 0
      phase = .data
    case .data:
      encodeGroup()
      if bodyIndex >= bodySize || lineBytes >= ConsoleFraming.bytesPerLine { phase = .lineEnd }
    case .lineEnd:
      push(ConsoleFraming.lineFeed)
      phase = bodyIndex >= bodySize ? .finished : .marker
    case .finished: break
    }
  }

  /// Three bytes of the body as four characters.
  private mutating func encodeGroup() {
    let count = min(3, bodySize &- bodyIndex)
    let b0 = body(bodyIndex)
    let b1 = count > 1 ? body(bodyIndex &+ 1) : 0
    let b2 = count > 2 ? body(bodyIndex &+ 2) : 0
    bodyIndex &+= count
    lineBytes &+= count
    push(Base64.character(b0 >> 2))
    push(Base64.character(b0 << 4 | b1 >> 4))
    push(count > 1 ? Base64.character(b1 << 2 | b2 >> 6) : Base64.padding)
    push(count > 2 ? Base64.character(b2) : Base64.padding)
  }

  private func body(_ index: Int) -> UInt8 {
    let length = message.count &+ 2
    switch index {
    case 0: return UInt8(truncatingIfNeeded: length >> 8)
    case 1: return UInt8(truncatingIfNeeded: length)
    case length: return UInt8(truncatingIfNeeded: crc >> 8)
    case length &+ 1: return UInt8(truncatingIfNeeded: crc)
    default: return message[index &- 2]
    }
  }

  private mutating func push(_ byte: UInt8) {
    pending |= UInt32(byte) << UInt32(truncatingIfNeeded: 24 &- 8 &* pendingCount)
    pendingCount &+= 1
  }
}
