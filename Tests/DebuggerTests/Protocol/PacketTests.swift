import Link
import Testing

@testable import Debugger

@Suite struct PacketTests {
  private func frame(_ text: String) -> [UInt8] { PacketText.frame(Array(text.utf8)) }

  @Test func packetsAreFoundInAnyPieces() {
    let stream = frame("qC") + [0x03] + Array("+-".utf8) + frame("m0,4") + [0x41]
    let expected: [PacketReader.Item] = [
      .packet(Array("qC".utf8)), .interrupt, .again, .packet(Array("m0,4".utf8)),
    ]
    for size in 1...stream.count {
      var reader = PacketReader()
      var items: [PacketReader.Item] = []
      for start in stride(from: 0, to: stream.count, by: size) {
        items += reader.read(stream[start..<min(start + size, stream.count)])
      }
      #expect(items == expected)
    }
  }

  @Test func wrongChecksumsAreDamage() {
    var reader = PacketReader()
    #expect(reader.read(Array("$qC#b3".utf8)) == [.damaged])
    #expect(reader.read(Array("$qC#zz".utf8)) == [.damaged])
    #expect(reader.read(Array("$abc$qC#b4".utf8)) == [.packet(Array("qC".utf8))])
    let long = [UInt8](repeating: 0x41, count: PacketReader.limit + 10)
    #expect(reader.read(PacketText.frame(long)) == [.damaged])
    #expect(reader.read(frame("g")) == [.packet([0x67])])
  }

  @Test func binaryIsEscaped() {
    let all = (0...255).map { UInt8($0) }
    var reader = PacketReader()
    #expect(reader.read(PacketText.frame(all)) == [.packet(all)])
    #expect(PacketText.frame(Array("OK".utf8)) == Array("$OK#9a".utf8))
  }

  @Test func hexadecimalDigits() {
    #expect(HexText.of([0x00, 0xAB, 0x0F]) == "00ab0f")
    #expect(HexText.bytes("00aB0F".utf8) == [0x00, 0xAB, 0x0F])
    #expect(HexText.bytes("0".utf8) == nil)
    #expect(HexText.bytes("0g".utf8) == nil)
  }

  @Test func partsOfAPacket() throws {
    var cursor = PacketCursor(Array("7fc0000,40:rest".utf8)[...])
    let found = cursor.range()
    let range = try #require(found)
    #expect(range.address == 0x07FC_0000 && range.length == 0x40)
    let hasColon = cursor.take(":")
    #expect(hasColon && cursor.text == "rest")
    for text in ["", ",4", "100000000,4", "11111111111111111,1", "4;4"] {
      var wrong = PacketCursor(Array(text.utf8)[...])
      #expect(wrong.range() == nil)
    }
  }
}
