import SeededRandom
import Testing

@testable import SMP

struct ServerTests {
  static let rc8 = hex("a162726308")
  static let rc3 = hex("a162726303")

  static func err(_ group: UInt8, _ code: UInt8) -> [UInt8] {
    hex("a163657272a26567726f7570") + [group] + hex("627263") + [code]
  }

  static func text(_ key: StaticString, _ value: String) -> [UInt8] {
    cbor { writer in
      writer.map(1)
      writer.text(key)
      Array(value.utf8).withUnsafeBufferPointer { writer.text($0) }
    }
  }

  func payload(_ message: [UInt8], _ device: TestDevice = TestDevice()) -> [UInt8] {
    Array(serve(message, device: device).reply.dropFirst(SMPHeader.size))
  }

  @Test func unknownGroupsAndCommands() {
    #expect(payload(request(.read, 0, 8)) == ServerTests.rc8)
    #expect(payload(request(.read, 0, 200)) == ServerTests.rc8)
    #expect(payload(request(.read, 0, 5)) == ServerTests.rc8)
    #expect(payload(request(.write, 0, 6)) == ServerTests.rc8)
    #expect(payload(request(.write, 2, 0)) == ServerTests.rc8)
    #expect(payload(request(.read, 2, 2)) == ServerTests.rc8)
    #expect(payload(request(.read, 1, 0)) == ServerTests.rc8)
    #expect(payload(request(version: 0, .write, 65, 0)) == ServerTests.rc8)
  }

  @Test func headersOfReplies() {
    let reply = serve(request(version: 0, .write, 0x1234, 0x56, sequence: 0xFE)).reply
    #expect(Array(reply.prefix(8)) == hex("03 00 0005 1234 fe 56"))
    for version: UInt8 in [2, 3] {
      #expect(serve(request(version: version, .read, 0, 6)).reply == hex("09 00 0005 0000 07 06 a16272630d"))
    }
  }

  @Test func onlyRequestsAreAnswered() {
    #expect(serve(request(.readResponse, 0, 0)).outcome == .ignored)
    #expect(serve(request(.writeResponse, 0, 0)).outcome == .ignored)
    for operation: UInt8 in 4...7 {
      #expect(serve([0x08 | operation] + request(.read, 0, 0).dropFirst()).outcome == .ignored)
    }
    #expect(serve([]).outcome == .ignored)
    #expect(serve(Array(request(.read, 0, 0).prefix(7))).outcome == .ignored)
  }

  @Test func malformedPayloads() {
    #expect(payload(request(.write, 0, 0, hex("a1"))) == ServerTests.rc3)
    #expect(payload(request(.write, 0, 0, hex("80"))) == ServerTests.rc3)
    #expect(payload(request(.write, 0, 0, hex("a1616401"))) == ServerTests.rc3)
    #expect(payload(Array(request(.write, 0, 0, hex("a161646161")).dropLast())) == ServerTests.rc3)
    // Bytes behind the announced length do not matter.
    #expect(payload(request(.write, 0, 0, hex("a161646161")) + [1, 2, 3]) == hex("a161726161"))
  }

  @Test func echo() {
    #expect(payload(request(.read, 0, 0, hex("a161646161"))) == hex("a161726161"))
    #expect(payload(request(.write, 0, 0, [])) == hex("a1617260"))
    // Unknown keys of every kind, in an indefinite map, and a text in chunks.
    let strange = hex("bf 01 02 617a 9f 01 a10203 ff 6179 c1 fb 3ff0000000000000 6164 7f 6161 60 626263 ff 6178 f7 ff")
    #expect(payload(request(.write, 0, 0, strange)) == hex("a1617263616263"))
    let longest = String(repeating: "x", count: 1006)
    let reply = serve(request(.write, 0, 0, ServerTests.text("d", longest)))
    #expect(reply.reply.count == 1020)
    #expect(Array(reply.reply.dropFirst(8)) == ServerTests.text("r", longest))
  }

  @Test func aReplyThatDoesNotFit() {
    let message = request(.write, 0, 0, ServerTests.text("d", "a text"))
    #expect(serve(message, replySize: 18).reply.count == 18)
    #expect(serve(message, replySize: 17).reply == hex("0b 00 0005 0000 07 00 a162726307"))
    #expect(serve(message, replySize: 12).outcome == .ignored)
    #expect(serve(message, replySize: 7).outcome == .ignored)
    #expect(serve(request(.write, 0, 5), replySize: 8).outcome == .ignored)
  }

  @Test func dateAndTime() {
    var device = TestDevice()
    #expect(payload(request(.read, 0, 4), device) == ServerTests.err(0, 4))
    #expect(payload(request(version: 0, .read, 0, 4), device) == hex("a162726305"))
    let set = serve(request(.write, 0, 4, ServerTests.text("datetime", "2026-01-02T03:04:05.678")))
    #expect(set.reply == hex("0b 00 0001 0000 07 04 a0"))
    device = set.device
    #expect(
      device.time
        == DateTime(year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5, millisecond: 678))
    #expect(payload(request(.read, 0, 4), device) == ServerTests.text("datetime", "2026-01-02T03:04:05.678"))
    device.clockWorks = false
    let again = request(.write, 0, 4, ServerTests.text("datetime", "2026-01-02T03:04:05"))
    #expect(payload(again, device) == ServerTests.err(0, 5))
    #expect(payload(request(version: 0, .write, 0, 4, Array(again.dropFirst(8))), device) == hex("a162726301"))
    for bad in [
      "", "2026-13-01T00:00:00", "2026-02-29T00:00:00", "2026-01-01T24:00:00", "2026-1-1T0:0:0", "2026-01-01",
    ] {
      #expect(payload(request(.write, 0, 4, ServerTests.text("datetime", bad))) == ServerTests.rc3)
    }
    #expect(payload(request(.write, 0, 4)) == ServerTests.rc3)
  }

  @Test func reset() {
    var device = TestDevice()
    #expect(serve(request(.write, 0, 5, [])).outcome == .replyThenReset(count: 9, bootMode: nil))
    let bootloader = hex("a169626f6f745f6d6f646501")
    #expect(serve(request(.write, 0, 5, bootloader)).outcome == .replyThenReset(count: 9, bootMode: 1))
    #expect(payload(request(.write, 0, 5, hex("a169626f6f745f6d6f6465190100"))) == ServerTests.rc3)
    device.busy = true
    let busy = serve(request(.write, 0, 5), device: device)
    #expect(busy.outcome == .reply(count: 13))
    #expect(Array(busy.reply.dropFirst(8)) == hex("a16272630a"))
    for force in ["01", "f5"] {
      let message = request(.write, 0, 5, hex("a165666f726365" + force))
      #expect(serve(message, device: device).outcome == .replyThenReset(count: 9, bootMode: nil))
    }
  }

  @Test func info() {
    #expect(payload(request(.read, 0, 7)) == ServerTests.text("output", "Bandbox"))
    #expect(
      payload(request(.read, 0, 7, ServerTests.text("format", "pvs")))
        == ServerTests.text("output", "Bandbox 1.2.3 cortex-m0"))
    #expect(
      payload(request(.read, 0, 7, ServerTests.text("format", "a")))
        == ServerTests.text("output", "Bandbox - - 1.2.3 - - cortex-m0 - -"))
    #expect(payload(request(.read, 0, 7, ServerTests.text("format", "sx"))) == ServerTests.err(0, 2))
    #expect(payload(request(version: 0, .read, 0, 7, ServerTests.text("format", "x"))) == ServerTests.rc3)
  }

  @Test func statistics() {
    #expect(
      payload(request(.read, 2, 1))
        == hex("a1 69 737461745f6c697374 82 68 6163746976697479 65 706f776572"))
    let activity = payload(request(.read, 2, 0, ServerTests.text("name", "activity")))
    #expect(
      activity
        == cbor {
          $0.map(2)
          $0.text("name")
          $0.text("activity")
          $0.text("fields")
          $0.map(2)
          $0.text("steps")
          $0.unsigned(12345)
          $0.text("heart_rate")
          $0.unsigned(61)
        })
    let power = payload(request(.read, 2, 0, ServerTests.text("name", "power")))
    #expect(Array(power.suffix(9)) == hex("1b0000000123456789"))
    for name in ["", "activit", "activityy", "Power"] {
      #expect(payload(request(.read, 2, 0, ServerTests.text("name", name))) == ServerTests.err(2, 2))
    }
    #expect(payload(request(version: 0, .read, 2, 0, ServerTests.text("name", "x"))) == hex("a162726305"))
    #expect(payload(request(.read, 2, 0)) == ServerTests.rc3)
  }

  @Test func hostileMessages() {
    var random = SplitMix(seed: 0xDEAD)
    let seeds = [
      request(.write, 0, 0, ServerTests.text("d", "hello")),
      request(.write, 0, 4, ServerTests.text("datetime", "2026-01-02T03:04:05")),
      request(.write, 0, 5, hex("a169626f6f745f6d6f646501")), request(.read, 0, 7, ServerTests.text("format", "a")),
      request(.read, 2, 0, ServerTests.text("name", "power")), request(.read, 2, 1),
    ]
    for _ in 0..<20000 {
      var message = random.below(4) == 0 ? random.bytes(random.below(64)) : seeds[random.below(seeds.count)]
      for _ in 0..<random.below(4) where !message.isEmpty {
        message[random.below(message.count)] = UInt8(random.below(256))
      }
      if random.below(3) == 0 { message = Array(message.prefix(random.below(message.count + 1))) }
      let result = serve(message, replySize: random.below(80))
      guard !result.reply.isEmpty else { continue }
      // Whatever came, the reply is well formed and answers it.
      let header = result.reply.withUnsafeBufferPointer { SMPHeader($0) }
      #expect(header?.sequence == message[6] && header?.command == message[7])
      let valid = result.reply.withUnsafeBufferPointer { SMPReply($0) != nil }
      #expect(valid && Int(header?.length ?? 0) + 8 == result.reply.count)
    }
  }
}
