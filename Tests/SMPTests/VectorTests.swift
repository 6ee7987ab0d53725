import Testing

@testable import SMP

/// Vectors made with the Python packages smp and smpclient.
struct VectorTests {
  struct Vector: Sendable {
    let message: [UInt8]
    let crc: UInt16
    let base64: String?
  }

  static let vectors = [
    Vector(message: hex("0a00000900004200a161646568656c6c6f"), crc: 0x4619, base64: "ABMKAAAJAABCAKFhZGVoZWxsb0YZ"),
    Vector(message: hex("0b00000900004200a161726568656c6c6f"), crc: 0xC0A5, base64: "ABMLAAAJAABCAKFhcmVoZWxsb8Cl"),
    Vector(message: hex("0800000100000006a0"), crc: 0x7313, base64: "AAsIAAABAAAABqBzEw=="),
    Vector(
      message: hex("0900001800000006a2686275665f73697a65190400696275665f636f756e7404"), crc: 0x6172,
      base64: "ACIJAAAYAAAABqJoYnVmX3NpemUZBABpYnVmX2NvdW50BGFy"),
    Vector(message: hex("0a00000100000505a0"), crc: 0x0BD7, base64: nil),
    Vector(message: hex("0b00000100000505a0"), crc: 0xE0F4, base64: nil),
    Vector(message: hex("0b00001100010100a163657272a26567726f75700162726308"), crc: 0xED80, base64: nil),
    Vector(message: hex("0900000500400900a162726308"), crc: 0x0CC3, base64: nil),
  ]

  @Test func checkValue() {
    #expect(Array("123456789".utf8).withUnsafeBufferPointer { CRC16.of($0) } == 0x31C3)
  }

  @Test(arguments: vectors) func checksumFramingAndBack(_ vector: Vector) {
    #expect(vector.message.withUnsafeBufferPointer { CRC16.of($0) } == vector.crc)
    let wire = encode(vector.message)
    if let base64 = vector.base64 { #expect(wire == [0x06, 0x09] + Array(base64.utf8) + [0x0A]) }
    #expect(wire.count == ConsoleEncoder.encodedSize(messageBytes: vector.message.count))
    #expect(decode(wire) == Decoded(messages: [vector.message]))
  }

  @Test func repliesAreTheVectors() {
    #expect(serve(hex("0a00000900004200a161646568656c6c6f")).reply == hex("0b00000900004200a161726568656c6c6f"))
    #expect(
      serve(hex("0800000100000006a0")).reply
        == hex("0900001800000006a2686275665f73697a65190400696275665f636f756e7404"))
    let reset = serve(hex("0a00000100000505a0"))
    #expect(reset.outcome == .replyThenReset(count: 9, bootMode: nil))
    #expect(reset.reply == hex("0b00000100000505a0"))
    #expect(serve(hex("0800000100400900a0")).reply == hex("0900000500400900a162726308"))
  }

  @Test func groupErrorOfVersion2() {
    struct Images: SMPDevice {
      mutating func dateTime() -> DateTime? { nil }
      mutating func setDateTime(_ value: DateTime) -> Bool { false }
      mutating func info(_ field: InfoField, to text: inout TextWriter) {}
      var statisticsGroupCount: Int { 0 }
      func statisticsGroupName(_ group: Int) -> StaticString { "" }
      func statisticsFieldCount(_ group: Int) -> Int { 0 }
      func statisticsFieldName(_ group: Int, _ field: Int) -> StaticString { "" }
      mutating func statisticsValue(_ group: Int, _ field: Int) -> UInt64 { 0 }
      mutating func handle(_ header: SMPHeader, _ request: CBORContainer, reply: inout CBORWriter) -> SMPResult {
        .groupError(8, version1: .noEntry)
      }
    }
    var server = SMPServer(Images())
    var reply = [UInt8](repeating: 0, count: 64)
    let message = hex("0a00000100010100a0")
    let outcome = message.withUnsafeBufferPointer { message in
      reply.withUnsafeMutableBufferPointer { server.handle(message, reply: $0) }
    }
    #expect(outcome == .reply(count: 25))
    #expect(Array(reply.prefix(25)) == hex("0b00001100010100a163657272a26567726f75700162726308"))
  }

  @Test func requestsAreTheVectors() {
    var memory = [UInt8](repeating: 0, count: 64)
    let hello = Array("hello".utf8)
    let echo = memory.withUnsafeMutableBufferPointer { memory in
      hello.withUnsafeBufferPointer { SMPRequest(sequence: 0x42).echo($0, to: memory) }
    }
    #expect(Array(memory.prefix(echo ?? 0)) == hex("0a00000900004200a161646568656c6c6f"))
    let parameters = memory.withUnsafeMutableBufferPointer { SMPRequest().parameters(to: $0) }
    #expect(Array(memory.prefix(parameters ?? 0)) == hex("0800000100000006a0"))
    let reset = memory.withUnsafeMutableBufferPointer { SMPRequest(sequence: 5).reset(to: $0) }
    #expect(Array(memory.prefix(reset ?? 0)) == hex("0a00000100000505a0"))
  }
}
