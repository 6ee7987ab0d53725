import Foundation
import Programs
import Testing

/// `bandbox run --pcap`, of a recorded session: the same packets at every run.
@Suite struct PacketCaptureTests {
  /// A block of pcapng, by the IETF's draft: type, body.
  private struct Block {
    var type: UInt32
    var body: [UInt8]

    func word(_ offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(body[offset + $1]) << (8 * $1) }
    }
  }

  private func blocks(_ path: String) throws -> [Block] {
    var rest = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var blocks: [Block] = []
    while rest.count >= 12 {
      let length = Int(Block(type: 0, body: rest).word(4))
      try #require(length >= 12 && length <= rest.count)
      blocks.append(Block(type: Block(type: 0, body: rest).word(0), body: Array(rest[8..<(length - 4)])))
      rest.removeFirst(length)
    }
    #expect(rest.isEmpty)
    return blocks
  }

  @Test func requestsAnswersAndLinesOfTheConsoleArePackets() throws {
    try Programs.inFolder { folder in
      let session = Bandbox.root + "/Tests/EndToEndTests/Recordings/session.rec"
      let file = folder + "/session.pcapng"
      let replay = try Bandbox.run(["run", Bandbox.band, "--replay", session, "--quiet", "--pcap", file])
      #expect(replay.status == 0, "\(replay.errors)")
      let blocks = try blocks(file)
      // A section, an interface for text (DLT_USER1) and one for SMP (DLT_USER0), 15 packets.
      #expect(blocks.map(\.type) == [0x0A0D_0D0A, 1, 1] + Array(repeating: 6, count: 15))
      #expect(blocks[1].word(0) == 148 && blocks[2].word(0) == 147)
      let packets = blocks.dropFirst(3).map { block in
        Array(block.body[20..<(20 + Int(block.word(12)))])
      }
      #expect(blocks.dropFirst(3).map { $0.word(0) } == [0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1])
      #expect(packets[0] == Array("[07:00:02] bandbox band 1.0.0, type help\r\n".utf8))
      // os echo: {"d": "hello"}, {"r": "hello"}.
      #expect(packets[3] == [0x0A, 0, 0, 9, 0, 0, 1, 0, 0xA1, 0x61, 0x64, 0x65] + Array("hello".utf8))
      #expect(packets[4] == [0x0B, 0, 0, 9, 0, 0, 1, 0, 0xA1, 0x61, 0x72, 0x65] + Array("hello".utf8))
      // To the band, and from it: the answer's last stop bit ends at tick 4,739,682,144.
      #expect(blocks[6].word(blocks[6].body.count - 8) == 1)
      #expect(blocks[7].word(blocks[7].body.count - 8) == 2)
      #expect(UInt64(blocks[7].word(4)) << 32 | UInt64(blocks[7].word(8)) == 3_085_730_562)
    }
  }

  @Test func whatCannotBeWrittenIsSaidBeforeTheRun() throws {
    let run = try Bandbox.run(["run", Bandbox.band, "--for", "1s", "--quiet", "--pcap", "/nowhere/a.pcapng"])
    #expect(run.status == 2)
    #expect(run.errors.contains("/nowhere/a.pcapng"), "\(run.errors)")
  }
}
