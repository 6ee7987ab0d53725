import Formats
import Programs
import Testing

/// A capture of two packets, read by a reader of its own in Python.
struct PcapngWriterTests {
  /// Prints an interface's link type, name and resolution, and of each packet its interface, time, flags and bytes.
  private static let reader = """
    import struct, sys
    data = sys.stdin.buffer.read()
    place = 0
    def options(part):
        found = {}
        while len(part) >= 4:
            code, size = struct.unpack('<HH', part[:4])
            if code == 0: break
            found[code] = part[4:4 + size]
            part = part[4 + (size + 3) // 4 * 4:]
        return found
    while place < len(data):
        kind, size = struct.unpack('<II', data[place:place + 8])
        assert size % 4 == 0 and struct.unpack('<I', data[place + size - 4:place + size])[0] == size
        body = data[place + 8:place + size - 4]
        if kind == 0x0A0D0D0A:
            assert struct.unpack('<IHHq', body[:16]) == (0x1A2B3C4D, 1, 0, -1)
            print('file', options(body[16:])[4].decode())
        elif kind == 1:
            link, _, limit = struct.unpack('<HHI', body[:8])
            found = options(body[8:])
            print('interface', link, limit, found[2].decode(), found[9][0])
        elif kind == 6:
            number, high, low, length, whole = struct.unpack('<IIIII', body[:20])
            assert length == whole
            rest = options(body[20 + (length + 3) // 4 * 4:])
            flags = struct.unpack('<I', rest[2])[0] if 2 in rest else 0
            print('packet', number, high << 32 | low, flags, body[20:20 + length].hex())
        place += size
    """

  @Test func anotherReaderSeesTheSame() throws {
    var writer = PcapngWriter()
    var file = writer.header(application: "bandbox")
    let band = writer.interface("band", linkType: BluetoothPacket.linkType)
    let phone = writer.interface("phone", linkType: BluetoothPacket.linkType)
    file += band.bytes + phone.bytes
    let sent = BluetoothPacket(channel: 0, power: 4, bytes: [0xD6, 0xBE, 0x89, 0x8E, 0x42, 0, 1, 2, 3], isIntact: nil)
    let heard = BluetoothPacket(
      channel: 39, power: -60, bytes: [0xD6, 0xBE, 0x89, 0x8E, 0x42, 0, 1, 2, 4], isIntact: false)
    file += writer.packet(sent.captured, on: band.number, at: 5_000_000_123, flags: 2)
    file += writer.packet(heard.captured, on: phone.number, at: 5_000_003_123)
    let python = try Programs.run("python3", ["-c", Self.reader], input: file)
    #expect(
      python.output == """
        file bandbox
        interface 256 0 band 9
        interface 256 0 phone 9
        packet 0 5000000123 2 00040000000000000300d6be898e4200010203
        packet 1 5000003123 0 27c40000000000000304d6be898e4200010204

        """)
  }

  @Test func aPacketThatNobodyMeasuredSaysSo() {
    let packet = BluetoothPacket(channel: 12, power: nil, bytes: [], isIntact: true)
    #expect(packet.captured == [12, 0, 0, 0, 0, 0, 0, 0, 0x01, 0x0C])
  }
}
