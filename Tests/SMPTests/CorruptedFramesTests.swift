import Foundation
import SMP
import SeededRandom
import Testing

/// Damaged frames on the line of a whole device: no crash, no wrong answer, and the next good frame is answered.
///
/// `BANDBOX_FRAMES=1000000 swift test --filter CorruptedFramesTests` is the long form.
struct CorruptedFramesTests {
  private static let bufferSize = 1032

  /// A device on a line, as the band's firmware has it: bytes in, bytes out.
  private final class Device {
    private let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bufferSize + 64)
    private var decoder: ConsoleDecoder
    private var server = SMPServer(FullDevice())
    private var reply = [UInt8](repeating: 0, count: bufferSize)

    init() {
      memory.initialize(repeating: 0xA5)
      decoder = ConsoleDecoder(buffer: UnsafeMutableBufferPointer(rebasing: memory[32..<(32 + bufferSize)]))
    }

    deinit { memory.deallocate() }

    var isIntact: Bool {
      memory[..<32].allSatisfy { $0 == 0xA5 } && memory[(32 + bufferSize)...].allSatisfy { $0 == 0xA5 }
    }

    func answer(_ message: UnsafeBufferPointer<UInt8>) -> [UInt8] {
      let outcome = reply.withUnsafeMutableBufferPointer { server.handle(message, reply: $0) }
      switch outcome {
      case .ignored: return []
      case .reply(let count), .replyThenReset(let count, _): return Array(reply.prefix(count))
      }
    }

    func feed(_ stream: [UInt8]) -> [[UInt8]] {
      var answers: [[UInt8]] = []
      for byte in stream {
        guard case .message(let count) = decoder.feed(byte) else { continue }
        let answer = answer(decoder.message(count: count))
        if !answer.isEmpty { answers.append(answer) }
      }
      return answers
    }
  }

  private static func text(_ random: inout SplitMix, _ count: Int) -> String {
    String(decoding: (0..<count).map { _ in UInt8(32 + random.below(95)) }, as: UTF8.self)
  }

  /// A request that a client could have sent.
  private static func goodRequest(_ random: inout SplitMix) -> [UInt8] {
    let operation = random.below(2) == 0 ? SMPOperation.read : .write
    let groups: [UInt16] = [0, 0, 1, 1, 2, 3, 8, 9, 10, 63, 66]
    let group = groups[random.below(groups.count)]
    var command = UInt8(random.below(9))
    // A reset would be done.
    if group == 0 && command == 5 { command = 6 }
    let names = ["root/number", "root/long", "/log", "band", "x"]
    let payload = cbor { writer in
      writer.map(6)
      writer.pair("off", UInt64(random.below(3) * 10))
      writer.pair("name", names[random.below(names.count)])
      writer.pair("data", bytes: random.below(2) == 0 ? UploadTests.file(60) : random.bytes(random.below(400)))
      writer.pair("len", UInt64(random.below(500)))
      writer.pair("val", bytes: random.bytes(random.below(20)))
      writer.text("argv")
      writer.array(1)
      let line = Array(Self.text(&random, random.below(60)).utf8)
      line.withUnsafeBufferPointer { writer.text($0) }
    }
    return request(operation, group, command, sequence: UInt8(random.below(256)), payload)
  }

  private static func damage(_ frame: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = frame
    for _ in 0...random.below(3) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      switch random.below(9) {
      case 0, 1: bytes[place] ^= 1 << UInt8(random.below(8))
      case 2: bytes[place] = UInt8(random.below(256))
      case 3: bytes.remove(at: place)
      case 4: bytes.insert(bytes[place], at: place)
      case 5: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(40)))
      case 6: bytes.insert(contentsOf: [[6, 9], [4, 0x14], [10], [13], [0x3D], [6], [4]][random.below(7)], at: place)
      case 7: bytes.removeSubrange(place...)
      default:
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        lines.swapAt(random.below(lines.count), random.below(lines.count))
        bytes = Array(lines.joined(separator: [10]))
      }
    }
    return bytes
  }

  @Test func corruptedFrames() throws {
    let wanted = ProcessInfo.processInfo.environment["BANDBOX_FRAMES"].flatMap(Int.init) ?? 10_000
    var random = SplitMix(seed: 0xF4A3E5)
    let device = Device()
    // The same device behind the other decoder: it has to answer the same.
    let twin = Device()
    var reference = ReferenceDecoder(bufferSize: Self.bufferSize)
    var damaged = 0
    var strangers = 0
    while damaged < wanted {
      var stream: [UInt8] = []
      var sent: Set<[UInt8]> = []
      for _ in 0...random.below(4) {
        let message = Self.goodRequest(&random)
        sent.insert(message)
        stream += Self.damage(encode(message), &random)
        damaged += 1
      }
      // The next good frame begins a line, as every client's does.
      let text = Self.text(&random, random.below(300))
      let good = request(.write, 0, 0, sequence: UInt8(random.below(256)), ServerTests.text("d", text))
      stream += [10] + encode(good)

      let messages = reference.decode(stream)
      let answers = device.feed(stream)
      let expected = messages.map { $0.withUnsafeBufferPointer { twin.answer($0) } }.filter { !$0.isEmpty }
      try #require(answers == expected, "after \(damaged) frames")
      try #require(messages.last == good)
      let echo = try #require(answers.last)
      try #require(echo[6] == good[6] && Array(echo.dropFirst(8)) == ServerTests.text("r", text))
      // A checksum of 16 bits lets one in 65,536 damaged messages through.
      strangers += messages.dropLast().count { !sent.contains($0) }
    }
    #expect(device.isIntact && twin.isIntact)
    #expect(strangers <= 2 + wanted / 10_000, "\(strangers) damaged messages had the right checksum")
  }
}
