import SMP
import SeededRandom

/// A device with everything that the server knows, all of it in arrays.
struct FullDevice: SMPDevice {
  typealias Digest = FoldDigest

  var groups: SMPGroupSet { [.os, .image, .statistics, .settings, .files, .shell, .enumeration, .basic] }
  var clock: DateTime?
  mutating func dateTime() -> DateTime? { clock }
  /// As a clock of 32 bits: 2000 to 2135.
  func accepts(_ value: DateTime) -> Bool { (2000...2135).contains(value.year) }
  mutating func setDateTime(_ value: DateTime) -> Bool {
    clock = value
    return true
  }
  mutating func info(_ field: InfoField, to text: inout TextWriter) { text.append("-") }
  var bootloader: SMPBootloader? { SMPBootloader("MCUboot", mode: 1) }

  var taskCount: Int { 2 }
  mutating func task(_ index: Int) -> SMPTask {
    index == 0
      ? SMPTask("main", priority: 1, state: 2, stackUsed: 30, stackSize: 400, switches: 5, runtime: 66_000)
      : SMPTask("idle")
  }
  var memoryPoolCount: Int { 1 }
  mutating func memoryPool(_ index: Int) -> SMPMemoryPool {
    SMPMemoryPool("ring", blockSize: 1, blocks: 4096, free: 4000, leastFree: 300)
  }

  // MARK: Settings

  var current: [String: [UInt8]] = ["root/number": [1, 2, 3, 4], "root/long": [UInt8](0..<64)]
  var saved: [String: [UInt8]] = [:]
  var commits = 0
  var storageWorks = true

  private func string(_ text: CBORString) -> String { String(decoding: text.array, as: UTF8.self) }

  private func error(_ name: String) -> SettingsError? {
    guard name.hasPrefix("root/") else { return .rootKeyNotFound }
    return current[name] == nil ? .keyNotFound : nil
  }

  mutating func setting(_ name: CBORString, into value: UnsafeMutableBufferPointer<UInt8>) -> SMPSettingValue {
    let name = string(name)
    if name == "root/secret" { return .failed(.readNotSupported) }
    if let error = error(name) { return .failed(error) }
    let bytes = current[name] ?? []
    for index in 0..<min(bytes.count, value.count) { value[index] = bytes[index] }
    return .bytes(bytes.count)
  }
  mutating func setSetting(_ name: CBORString, to value: CBORString) -> SMPResult {
    let name = string(name)
    if name == "root/fixed" { return .error(SettingsError.writeNotSupported) }
    if let error = error(name) { return .error(error) }
    current[name] = value.array
    return .done
  }
  mutating func deleteSetting(_ name: CBORString) -> SMPResult {
    let name = string(name)
    if name == "root/fixed" { return .error(SettingsError.deleteNotSupported) }
    if let error = error(name) { return .error(error) }
    current[name] = []
    return .done
  }
  mutating func commitSettings() -> SMPResult {
    commits += 1
    return .done
  }
  mutating func loadSettings() -> SMPResult {
    current = saved
    return .done
  }
  mutating func saveSettings(_ name: CBORString?) -> SMPResult {
    guard storageWorks else { return .error(SettingsError.unknown) }
    guard let name = name.map(string) else {
      saved = current
      return .done
    }
    if let error = error(name) { return .error(error) }
    saved[name] = current[name]
    return .done
  }
  mutating func eraseStorage() -> SMPResult {
    guard storageWorks else { return .error(BasicError.eraseFailed) }
    saved = [:]
    return .done
  }

  // MARK: Files

  /// The file `/log`.
  var log = [UInt8]("0123456789".utf8)
  private var opened: [UInt8]?
  var readingFails = false

  mutating func openFile(_ name: CBORString) -> SMPFile {
    guard string(name) == "/log" else { return .failed(string(name).hasPrefix("/") ? .notFound : .invalidName) }
    opened = log
    return .length(UInt32(log.count))
  }
  mutating func isOpen(_ name: CBORString) -> Bool { opened != nil && string(name) == "/log" }
  mutating func readFile(at offset: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    guard let opened, !readingFails else { return false }
    precondition(Int(offset) + bytes.count <= opened.count)
    for index in 0..<bytes.count { bytes[index] = opened[Int(offset) + index] }
    return true
  }
  mutating func closeFile() { opened = nil }

  // MARK: Shell

  mutating func run(_ line: UnsafeBufferPointer<UInt8>, output: inout TextWriter) -> Int32 {
    if line.first == 0x21 {
      for _ in 0..<2000 { output.append("long") }
      return -22
    }
    for byte in line { output.append(byte: byte) }
    return 0
  }

  // MARK: Images

  var slots = [[UInt8]](repeating: [UInt8](repeating: 0xFF, count: 0x4000), count: 2)
  var images: [SMPImage?] = [nil, nil]
  var next = SMPSwap.none
  var isConfirmed = false
  var writingFails = false
  var erased: [UInt32] = []

  var slotCount: Int { 2 }
  func slotSize(_ slot: Int) -> UInt32 { 0x4000 }
  var largestImage: UInt32 { 0x3000 }
  mutating func image(inSlot slot: Int) -> SMPImage? { images[slot] }
  mutating func swap() -> SMPSwap { next }
  mutating func setPending(permanent: Bool) -> ImageError? {
    next = permanent ? .permanent : .test
    return nil
  }
  mutating func confirm() -> ImageError? {
    isConfirmed = true
    next = .none
    return nil
  }
  mutating func eraseSlot(_ slot: Int, count: UInt32) -> ImageError? {
    erased.append(count)
    for index in 0..<Int(count) { slots[slot][index] = 0xFF }
    return nil
  }
  mutating func writeSlot(_ slot: Int, at offset: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> ImageError? {
    if writingFails { return .writeFailed }
    for index in 0..<bytes.count {
      precondition(slots[slot][Int(offset) + index] == 0xFF, "programmed twice")
      slots[slot][Int(offset) + index] = bytes[index]
    }
    return nil
  }

  // MARK: The device's own group

  var userGroupCount: Int { 1 }
  func userGroup(_ index: Int) -> (group: UInt16, name: StaticString, handlers: Int) { (66, "own", 3) }
}

/// Thirty-two sums: what a hash has to be for a test, and no more.
struct FoldDigest: SMPDigest {
  static var exists: Bool { true }
  private var sums = [UInt8](repeating: 7, count: 32)
  private var count = 0

  init() {}
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes {
      sums[count % 32] = sums[count % 32] &* 31 &+ byte
      count += 1
    }
  }
  mutating func end() {}
  subscript(byte index: Int) -> UInt8 { sums[index] }

  static func of(_ bytes: [UInt8]) -> [UInt8] {
    var digest = FoldDigest()
    bytes.withUnsafeBufferPointer { digest.add($0) }
    return (0..<32).map { digest[byte: $0] }
  }
}

/// A server and what is asked of it, one request after another.
final class Session {
  private(set) var server = SMPServer(FullDevice())
  private var sequence: UInt8 = 0

  /// Changes the device.
  func change(_ body: (inout FullDevice) -> Void) { body(&server.device) }
  var device: FullDevice { server.device }

  /// The payload that answers a request whose payload is written by `body`.
  func ask(
    _ operation: SMPOperation, _ group: UInt16, _ command: UInt8, version: UInt8 = 1, replySize: Int = 1024,
    _ body: (inout CBORWriter) -> Void = { $0.map(0) }
  ) -> [UInt8] {
    sequence &+= 1
    let message = request(version: version, operation, group, command, sequence: sequence, cbor(body))
    var reply = [UInt8](repeating: 0xEE, count: replySize + 16)
    let outcome = message.withUnsafeBufferPointer { message in
      reply.withUnsafeMutableBufferPointer {
        server.handle(message, reply: UnsafeMutableBufferPointer(rebasing: $0[0..<replySize]))
      }
    }
    guard case .reply(let count) = outcome else { return [] }
    precondition(reply.suffix(16).allSatisfy { $0 == 0xEE } && reply[6] == sequence)
    return Array(reply[8..<count])
  }
}

extension CBORWriter {
  mutating func pair(_ key: StaticString, _ value: UInt64) {
    text(key)
    unsigned(value)
  }
  mutating func pair(_ key: StaticString, _ value: String) {
    text(key)
    Array(value.utf8).withUnsafeBufferPointer { text($0) }
  }
  mutating func pair(_ key: StaticString, bytes value: [UInt8]) {
    text(key)
    value.withUnsafeBufferPointer { bytes($0) }
  }
  mutating func pair(_ key: StaticString, _ value: Bool) {
    text(key)
    boolean(value)
  }
}

/// `{"err": {"group": group, "rc": code}}`.
func groupError(_ group: UInt64, _ code: UInt64) -> [UInt8] {
  cbor {
    $0.map(1)
    $0.text("err")
    $0.map(2)
    $0.pair("group", group)
    $0.pair("rc", code)
  }
}

/// `{"rc": code}`.
func protocolError(_ code: UInt64) -> [UInt8] {
  cbor {
    $0.map(1)
    $0.pair("rc", code)
  }
}

/// Bytes without a pattern, the same every time.
func randomBytes(_ count: Int) -> [UInt8] {
  var random = SplitMix(seed: UInt64(count))
  return random.bytes(count)
}
