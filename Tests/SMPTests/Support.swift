@testable import SMP

/// Bytes written as hex digits; blanks are ignored.
func hex(_ text: String) -> [UInt8] {
  let digits = text.filter { !$0.isWhitespace }
  precondition(digits.count % 2 == 0)
  var bytes: [UInt8] = []
  var index = digits.startIndex
  while index < digits.endIndex {
    let next = digits.index(index, offsetBy: 2)
    bytes.append(UInt8(digits[index..<next], radix: 16)!)
    index = next
  }
  return bytes
}

/// Everything that a decoder makes of a stream of bytes.
struct Decoded: Equatable {
  var messages: [[UInt8]] = []
  var text: [UInt8] = []
  var drops = ConsoleDecoder.Drops()
}

/// Decodes `stream` with a buffer of `bufferSize` bytes that has guard bytes on both sides; they must survive.
func decode(_ stream: [UInt8], bufferSize: Int = 1024) -> Decoded {
  let guardBytes = 64
  var memory = [UInt8](repeating: 0xA5, count: bufferSize + 2 * guardBytes)
  var result = Decoded()
  memory.withUnsafeMutableBufferPointer { memory in
    let buffer = UnsafeMutableBufferPointer(rebasing: memory[guardBytes..<(guardBytes + bufferSize)])
    var decoder = ConsoleDecoder(buffer: buffer)
    for byte in stream {
      switch decoder.feed(byte) {
      case .none: break
      case .text(let byte): result.text.append(byte)
      case .heldText(let first, let second): result.text += [first, second]
      case .message(let count): result.messages.append(Array(decoder.message(count: count)))
      }
    }
    result.drops = decoder.drops
  }
  precondition(
    memory.prefix(guardBytes).allSatisfy { $0 == 0xA5 } && memory.suffix(guardBytes).allSatisfy { $0 == 0xA5 })
  return result
}

/// A message as console lines.
func encode(_ message: [UInt8], afterText: Bool = false) -> [UInt8] {
  message.withUnsafeBufferPointer { message in
    var encoder = ConsoleEncoder(message, afterText: afterText)
    var bytes: [UInt8] = []
    while let byte = encoder.next() { bytes.append(byte) }
    return bytes
  }
}

/// A device with a settable clock and two groups of statistics.
struct TestDevice: SMPDevice {
  var time: DateTime?
  var clockWorks = true
  var busy = false

  mutating func dateTime() -> DateTime? { time }

  mutating func setDateTime(_ value: DateTime) -> Bool {
    guard clockWorks else { return false }
    time = value
    return true
  }

  mutating func allowsReset(force: Bool) -> Bool { force || !busy }

  mutating func info(_ field: InfoField, to text: inout TextWriter) {
    switch field {
    case .kernelName: text.append("Bandbox")
    case .version:
      text.append("1.2.")
      text.append(3)
    case .processor: text.append("cortex-m0")
    default: text.append("-")
    }
  }

  var statisticsGroupCount: Int { 2 }

  func statisticsGroupName(_ group: Int) -> StaticString { group == 0 ? "activity" : "power" }

  func statisticsFieldCount(_ group: Int) -> Int { group == 0 ? 2 : 1 }

  func statisticsFieldName(_ group: Int, _ field: Int) -> StaticString {
    group == 0 ? (field == 0 ? "steps" : "heart_rate") : "uptime_ms"
  }

  mutating func statisticsValue(_ group: Int, _ field: Int) -> UInt64 {
    group == 0 ? (field == 0 ? 12345 : 61) : 0x1_2345_6789
  }
}

/// What a server makes of one message: the outcome and the reply's bytes.
func serve(
  _ message: [UInt8], device: TestDevice = TestDevice(), replySize: Int = 1024
) -> (outcome: SMPOutcome, reply: [UInt8], device: TestDevice) {
  var server = SMPServer(device)
  var reply = [UInt8](repeating: 0xEE, count: replySize)
  let outcome = message.withUnsafeBufferPointer { message in
    reply.withUnsafeMutableBufferPointer { server.handle(message, reply: $0) }
  }
  let count =
    switch outcome {
    case .ignored: 0
    case .reply(let count), .replyThenReset(let count, _): count
    }
  return (outcome, Array(reply.prefix(count)), server.device)
}

/// A request: header from its parts, and a payload.
func request(
  version: UInt8 = 1, _ operation: SMPOperation, _ group: UInt16, _ command: UInt8, sequence: UInt8 = 7,
  _ payload: [UInt8] = [0xA0]
) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: SMPHeader.size)
  bytes.withUnsafeMutableBufferPointer {
    _ = SMPHeader(
      version: version, operation: operation, length: UInt16(payload.count), group: group, sequence: sequence,
      command: command
    ).write(to: $0)
  }
  return bytes + payload
}

/// CBOR written by `body`.
func cbor(_ body: (inout CBORWriter) -> Void) -> [UInt8] {
  var memory = [UInt8](repeating: 0, count: 4096)
  let count = memory.withUnsafeMutableBufferPointer {
    var writer = CBORWriter($0)
    body(&writer)
    precondition(!writer.overflowed)
    return writer.count
  }
  return Array(memory.prefix(count))
}

extension CBORString {
  var array: [UInt8] {
    var result: [UInt8] = []
    var bytes = bytes()
    while let byte = bytes.next() { result.append(byte) }
    return result
  }
}
