import SMP
import Testing

/// Every field of every command gets values at the ends of every range and of every wrong kind, one at a time and beside
/// good ones: always an answer, an error where the kind is wrong, and the device lives on.
struct ExtremeValuesTests {
  /// A field of a command, what it takes, and a good value.
  private struct Field {
    let name: StaticString
    let kinds: Set<ExtremeValue.Kind>
    let good: [UInt8]

    init(_ name: StaticString, _ kinds: Set<ExtremeValue.Kind>, _ good: [UInt8]) {
      self.name = name
      self.kinds = kinds
      self.good = good
    }
  }

  private struct Command {
    let operation: SMPOperation
    let group: UInt16
    let command: UInt8
    let fields: [Field]

    init(_ operation: SMPOperation, _ group: UInt16, _ command: UInt8, _ fields: [Field]) {
      self.operation = operation
      self.group = group
      self.command = command
      self.fields = fields
    }
  }

  private static func text(_ value: String) -> [UInt8] { Array(cbor { $0.pair("", value) }.dropFirst()) }
  private static func bytes(_ value: [UInt8]) -> [UInt8] { Array(cbor { $0.pair("", bytes: value) }.dropFirst()) }
  private static func number(_ value: UInt64) -> [UInt8] { cbor { $0.unsigned(value) } }
  /// Flags may be written as 0 and 1.
  private static let flag: Set<ExtremeValue.Kind> = [.boolean, .unsigned]

  private static let commands: [Command] = [
    Command(.write, 0, 0, [Field("d", [.text], text("x"))]),
    Command(.read, 0, 2, []), Command(.read, 0, 3, []), Command(.read, 0, 4, []), Command(.read, 0, 6, []),
    Command(.write, 0, 4, [Field("datetime", [.text], text("2026-01-02T03:04:05"))]),
    Command(.write, 0, 5, [Field("force", flag, [0xF5]), Field("boot_mode", [.unsigned], number(1))]),
    Command(.read, 0, 7, [Field("format", [.text], text("s"))]),
    Command(.read, 0, 8, [Field("query", [.text], text("mode"))]),
    Command(.read, 1, 0, []),
    Command(
      .write, 1, 0, [Field("hash", [.bytes], bytes([UInt8](repeating: 1, count: 32))), Field("confirm", flag, [0xF4])]),
    Command(
      .write, 1, 1,
      [
        Field("image", [.unsigned], number(0)), Field("len", [.unsigned], number(132)),
        Field("off", [.unsigned], number(0)),
        Field("sha", [.bytes], bytes([UInt8](repeating: 2, count: 32))), Field("upgrade", flag, [0xF4]),
        Field("data", [.bytes], bytes(UploadTests.file(100))),
      ]),
    Command(.write, 1, 5, [Field("slot", [.unsigned], number(1))]), Command(.read, 1, 6, []),
    Command(.read, 2, 0, [Field("name", [.text], text("x"))]), Command(.read, 2, 1, []),
    Command(
      .read, 3, 0, [Field("name", [.text], text("root/number")), Field("max_size", [.unsigned], number(4))]),
    Command(.write, 3, 0, [Field("name", [.text], text("root/number")), Field("val", [.bytes], bytes([1, 2, 3, 4]))]),
    Command(.write, 3, 1, [Field("name", [.text], text("root/number"))]), Command(.write, 3, 2, []),
    Command(.read, 3, 3, []), Command(.write, 3, 3, [Field("name", [.text], text("root/number"))]),
    Command(.read, 8, 0, [Field("name", [.text], text("/log")), Field("off", [.unsigned], number(0))]),
    Command(
      .write, 8, 0,
      [
        Field("name", [.text], text("/log")), Field("off", [.unsigned], number(0)), Field("data", [.bytes], bytes([1])),
        Field("len", [.unsigned], number(1)),
      ]),
    Command(.read, 8, 1, [Field("name", [.text], text("/log"))]),
    Command(
      .read, 8, 2,
      [
        Field("name", [.text], text("/log")), Field("type", [.text], text("crc32")),
        Field("off", [.unsigned], number(2)),
        Field("len", [.unsigned], number(3)),
      ]),
    Command(.read, 8, 3, []), Command(.write, 8, 4, []),
    Command(.write, 9, 0, [Field("argv", [.array], [0x81, 0x61, 0x78])]),
    Command(.read, 10, 0, []), Command(.read, 10, 1, []),
    Command(.read, 10, 2, [Field("index", [.unsigned], number(0))]),
    Command(.read, 10, 3, [Field("groups", [.array], [0x81, 0x00])]),
    Command(.write, 63, 0, []),
  ]

  /// Fields that a command does not look at where another one already refuses it: uploads of files.
  private static func isLookedAt(_ field: Field, _ command: Command) -> Bool {
    command.group != 8 || command.command != 0 || command.operation == .read || "\(field.name)" == "name"
  }

  private static func payload(_ command: Command, _ index: Int?, _ value: [UInt8]) -> [UInt8] {
    var bytes = [0xA0 | UInt8(command.fields.count)]
    for (place, field) in command.fields.enumerated() {
      bytes += text("\(field.name)") + (place == index ? value : field.good)
    }
    return bytes
  }

  /// The reply's payload, checked to be one map and nothing else; nil without a reply.
  private static func answer(_ server: inout SMPServer<FullDevice>, _ message: [UInt8]) -> [UInt8]? {
    var reply = [UInt8](repeating: 0xEE, count: 1_024)
    let outcome = message.withUnsafeBufferPointer { message in
      reply.withUnsafeMutableBufferPointer { server.handle(message, reply: $0) }
    }
    guard case .reply(let count) = outcome else {
      guard case .replyThenReset(let count, _) = outcome else { return nil }
      return Array(reply[8..<count])
    }
    return Array(reply[8..<count])
  }

  private static func isError(_ payload: [UInt8]) -> Bool {
    payload.withUnsafeBufferPointer {
      var reader = CBORReader($0)
      guard case .map(var map)? = reader.next(), reader.isAtEnd else { return true }
      while let field = map.nextField() {
        if field.key.equals("rc") || field.key.equals("err") { return true }
      }
      return false
    }
  }

  private static func isOneMap(_ payload: [UInt8]) -> Bool {
    payload.withUnsafeBufferPointer {
      var reader = CBORReader($0)
      guard case .map? = reader.next() else { return false }
      return reader.isAtEnd
    }
  }

  @Test func everyFieldTakesEveryValue() throws {
    var asked = 0
    for command in Self.commands {
      for (index, field) in command.fields.enumerated() {
        for value in ExtremeValue.all {
          var server = SMPServer(FullDevice())
          let message = request(
            command.operation, command.group, command.command, Self.payload(command, index, value.bytes))
          let what = "group \(command.group), command \(command.command), \(field.name): \(value.name)"
          let answer = try #require(Self.answer(&server, message), "\(what)")
          #expect(Self.isOneMap(answer), "\(what)")
          if value.kind != .null, !field.kinds.contains(value.kind), Self.isLookedAt(field, command) {
            #expect(Self.isError(answer), "\(what)")
          }
          let echo = try #require(Self.answer(&server, request(.write, 0, 0, ServerTests.text("d", "here"))))
          #expect(echo == ServerTests.text("r", "here"), "\(what)")
          asked += 1
        }
      }
    }
    #expect(asked > 2_000)
  }

  /// The same with a field that is not there, one that is there twice, and as a map that has no end.
  @Test func fieldsMissingAndTwice() throws {
    for command in Self.commands {
      for operation in [SMPOperation.read, .write] {
        for removed in 0...command.fields.count {
          var body: [UInt8] = []
          for (place, field) in command.fields.enumerated() where place != removed {
            body += Self.text("\(field.name)") + field.good
            body += Self.text("\(field.name)") + Self.number(.max)
          }
          var server = SMPServer(FullDevice())
          let message = request(operation, command.group, command.command, [0xBF] + body + [0xFF])
          let answer = try #require(Self.answer(&server, message))
          #expect(Self.isOneMap(answer), "group \(command.group), command \(command.command)")
        }
      }
    }
  }

  /// Numbers of commands and groups that are not there.
  @Test func everyGroupAndCommand() throws {
    for group in [0, 1, 2, 3, 4, 8, 9, 10, 11, 62, 63, 64, 65, 66, 0x7FFF, 0x8000, 0xFFFF] as [UInt16] {
      for command in 0...UInt8.max {
        for operation in [SMPOperation.read, .write] {
          var server = SMPServer(FullDevice())
          let answer = try #require(Self.answer(&server, request(operation, group, command)))
          #expect(Self.isOneMap(answer))
        }
      }
    }
  }

  /// Dates at the ends of what a device keeps and of what a date can be.
  @Test(arguments: [
    ("2000-01-01T00:00:00", true), ("2135-12-31T23:59:59.999", true), ("2136-01-01T00:00:00", false),
    ("2136-02-07T06:28:00", false), ("2136-02-07T06:28:15", false), ("1999-12-31T23:59:59", false),
    ("9999-12-31T23:59:59.999Z", false), ("0000-00-00T00:00:00", false), ("2026-02-29T00:00:00", false),
    ("2026-01-01T24:00:00", false), ("2026-01-01T00:00:60", false), ("99999-01-01T00:00:00", false),
    ("-001-01-01T00:00:00", false), ("2026-01-01T00:00:00.", false), ("2026-01-01T00:00:00+00:00", false),
    ("2026-01-01T00:00:00." + String(repeating: "9", count: 500), true),
  ]) func dates(_ date: String, _ isAccepted: Bool) throws {
    var server = SMPServer(FullDevice())
    let answer = try #require(Self.answer(&server, request(.write, 0, 4, ServerTests.text("datetime", date))))
    #expect(answer == (isAccepted ? [0xA0] : ServerTests.rc3))
    let now = try #require(Self.answer(&server, request(.read, 0, 4)))
    #expect(Self.isError(now) == !isAccepted)
  }

  /// One image: its number, slot and upload number are taken, and no others.
  @Test func imagesThatDoNotExist() throws {
    for (number, isThere) in [(0, true), (1, true), (2, true), (3, false), (255, false), (.max, false)]
      as [(UInt64, Bool)]
    {
      var server = SMPServer(FullDevice())
      let payload = cbor {
        $0.map(4)
        $0.pair("image", number)
        $0.pair("len", 132)
        $0.pair("off", 0)
        $0.pair("data", bytes: UploadTests.file(100))
      }
      let answer = try #require(Self.answer(&server, request(.write, 1, 1, payload)))
      #expect(
        answer
          == (isThere
            ? cbor {
              $0.map(1)
              $0.pair("off", 132)
            } : groupError(1, 14)),
        "image \(number)")
      #expect(server.device.erased.isEmpty == !isThere)
    }
  }
}
