import Conformance
import SMP
import SeededRandom

/// Damaged console frames and SMP messages: nothing is written outside the buffers, and what was sent undamaged behind
/// them arrives.
struct FrameCase {
  private var random: SplitMix
  private let served = Served()

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// One server for all messages of a case: an upload may be under way, a file open.
  private final class Served { var server = SMPServer(HostileDevice()) }

  private static let guardBytes = 64

  mutating func run() {
    var mutator = Mutator(random: SplitMix(seed: random.next()))
    var stream: [UInt8] = []
    for _ in 0..<40 {
      let message = mutator.damage(request(), hot: 40)
      handle(message)
      stream += random.below(3) == 0 ? encode(message) : mutator.damage(encode(message), hot: 60)
      stream += (0..<random.below(8)).map { _ in [0x06, 0x09, 0x04, 0x14, 0x0A, 0x0D, 0x41, 0x3D][random.below(8)] }
    }
    let last = request()
    decode(stream + [0x0A] + encode(last), last)
  }

  private mutating func request() -> [UInt8] {
    let operation = SMPOperation(rawValue: UInt8(random.below(4))) ?? .read
    let payload = [UInt8](value(depth: 0, isMap: true).prefix(400))
    var bytes = [UInt8](repeating: 0, count: SMPHeader.size)
    let header = SMPHeader(
      version: UInt8(random.below(4)), operation: operation, length: UInt16(payload.count),
      group: random.below(8) > 0 ? [0, 1, 1, 2, 3, 8, 9, 10, 63][random.below(9)] : random.halfword(),
      sequence: UInt8(random.below(256)),
      command: UInt8(random.below(10)))
    bytes.withUnsafeMutableBufferPointer { _ = header.write(to: $0) }
    return bytes + payload
  }

  /// CBOR, more or less.
  private mutating func value(depth: Int, isMap: Bool = false) -> [UInt8] {
    let major = isMap ? 5 : random.below(8)
    let count = random.below(depth > 3 ? 2 : 5)
    switch major {
    case 2: return [0x40 | UInt8(count)] + (0..<count).map { _ in UInt8(random.below(256)) }
    case 3:
      let names = [
        "d", "datetime", "format", "name", "rc", "echo", "force", "off", "data", "len", "sha", "argv", "hash", "type",
        "val", "max_size", "slot", "index", "groups", "query", "image", "confirm",
      ]
      let name = Array(names[random.below(names.count)].utf8)
      return [0x60 | UInt8(name.count)] + name
    case 4, 5:
      let isOpen = random.below(4) == 0
      var bytes: [UInt8] = [UInt8(major << 5) | (isOpen ? 31 : UInt8(count))]
      for _ in 0..<count { bytes += (major == 5 ? value(depth: depth + 1) : []) + value(depth: depth + 1) }
      return bytes + (isOpen ? [0xFF] : [])
    default:
      return [UInt8(major << 5) | UInt8(random.below(32))] + (0..<random.below(3)).map { _ in UInt8(random.below(256)) }
    }
  }

  private func encode(_ message: [UInt8]) -> [UInt8] {
    message.withUnsafeBufferPointer { message in
      var encoder = ConsoleEncoder(message)
      var bytes: [UInt8] = []
      while let byte = encoder.next() { bytes.append(byte) }
      return bytes
    }
  }

  private mutating func handle(_ message: [UInt8]) {
    let size = random.below(3) == 0 ? random.below(64) : 512
    var memory = [UInt8](repeating: 0xA5, count: size + Self.guardBytes)
    let outcome = message.withUnsafeBufferPointer { message in
      memory.withUnsafeMutableBufferPointer {
        served.server.handle(message, reply: UnsafeMutableBufferPointer(rebasing: $0[..<size]))
      }
    }
    switch outcome {
    case .ignored: break
    case .reply(let count), .replyThenReset(let count, _):
      if count > size || count < SMPHeader.size { fatalError("a reply of \(count) bytes in a buffer of \(size)") }
    }
    if memory[size...].contains(where: { $0 != 0xA5 }) { fatalError("the server wrote behind its buffer") }
    message.withUnsafeBufferPointer { message in
      var reader = CBORReader(message)
      while let item = reader.next() { FrameCase.walk(item) }
    }
  }

  private static func walk(_ item: CBORItem) {
    switch item {
    case .array(var array): while let next = array.next() { walk(next) }
    case .map(var map):
      while let (key, value) = map.nextField() {
        var bytes = key.bytes()
        while bytes.next() != nil {}
        walk(value)
      }
    case .bytes(let string), .text(let string):
      var bytes = string.bytes()
      var count = 0
      while bytes.next() != nil { count += 1 }
      if count != string.count { fatalError("a string of \(string.count) bytes has \(count)") }
    default: break
    }
  }

  private func decode(_ stream: [UInt8], _ last: [UInt8]) {
    let size = 600
    var memory = [UInt8](repeating: 0xA5, count: size + 2 * Self.guardBytes)
    var arrived: [UInt8] = []
    memory.withUnsafeMutableBufferPointer { memory in
      let buffer = UnsafeMutableBufferPointer(rebasing: memory[Self.guardBytes..<(Self.guardBytes + size)])
      var decoder = ConsoleDecoder(buffer: buffer)
      for byte in stream {
        if case .message(let count) = decoder.feed(byte) { arrived = Array(decoder.message(count: count)) }
      }
    }
    if arrived != last { fatalError("an undamaged message was lost") }
    if memory.prefix(Self.guardBytes).contains(where: { $0 != 0xA5 })
      || memory.suffix(Self.guardBytes).contains(where: { $0 != 0xA5 })
    {
      fatalError("the decoder wrote outside its buffer")
    }
  }
}

/// A device that answers everything with something.
private struct HostileDevice: SMPDevice {
  var groups: SMPGroupSet { SMPGroupSet(rawValue: .max) }
  var taskCount: Int { 9 }
  mutating func task(_ index: Int) -> SMPTask { SMPTask("a_task", stackUsed: .max, stackSize: .max, runtime: .max) }
  var memoryPoolCount: Int { -1 }
  var bootloader: SMPBootloader? { SMPBootloader("a bootloader with a long name", mode: 255) }
  mutating func setting(_ name: CBORString, into value: UnsafeMutableBufferPointer<UInt8>) -> SMPSettingValue {
    .bytes(name.count * 100 - 200)
  }
  mutating func setSetting(_ name: CBORString, to value: CBORString) -> SMPResult { .done }
  mutating func openFile(_ name: CBORString) -> SMPFile { .length(UInt32(name.count) * 300) }
  mutating func readFile(at offset: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    bytes.update(repeating: UInt8(truncatingIfNeeded: offset))
    return true
  }
  mutating func run(_ line: UnsafeBufferPointer<UInt8>, output: inout TextWriter) -> Int32 {
    for _ in 0..<20 { output.append("a long answer, ") }
    return .min
  }
  var slotCount: Int { 2 }
  func slotSize(_ slot: Int) -> UInt32 { .max }
  var largestImage: UInt32 { .max }
  mutating func image(inSlot slot: Int) -> SMPImage? {
    SMPImage(
      version: SMPImageVersion(major: 255, minor: 255, revision: .max, build: .max), hash: InlineArray(repeating: 7),
      hashSize: 64,
      isBootable: true)
  }
  mutating func eraseSlot(_ slot: Int, count: UInt32) -> ImageError? { nil }
  mutating func writeSlot(_ slot: Int, at offset: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> ImageError? { nil }
  var userGroupCount: Int { 20 }
  mutating func dateTime() -> DateTime? { nil }
  mutating func setDateTime(_ value: DateTime) -> Bool { true }
  mutating func info(_ field: InfoField, to text: inout TextWriter) {
    for _ in 0...field.rawValue { text.append("a long answer, ") }
  }
  var statisticsGroupCount: Int { 2 }
  func statisticsGroupName(_ group: Int) -> StaticString { "group" }
  func statisticsFieldCount(_ group: Int) -> Int { 40 }
  func statisticsFieldName(_ group: Int, _ field: Int) -> StaticString { "a_long_name_of_a_field" }
  mutating func statisticsValue(_ group: Int, _ field: Int) -> UInt64 { .max }
}
