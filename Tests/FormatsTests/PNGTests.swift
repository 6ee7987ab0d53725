import Foundation
import Programs
import Testing

@testable import Formats

/// Decoded by Python's zlib.
@Suite struct PNGTests {
  private static let decoder = """
    import struct, sys, zlib
    data = sys.stdin.buffer.read()
    assert data[:8] == b"\\x89PNG\\r\\n\\x1a\\n"
    place, chunks = 8, []
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place:place + 8])
        body = data[place + 8:place + 8 + length]
        assert struct.unpack(">I", data[place + 8 + length:place + 12 + length])[0] == zlib.crc32(kind + body)
        chunks.append((kind, body)); place += 12 + length
    width, height, depth, colour = struct.unpack(">IIBB", chunks[0][1][:10])
    assert [c[0] for c in chunks] == [b"IHDR", b"IDAT", b"IEND"] and (depth, colour) == (8, 0)
    rows = zlib.decompress(chunks[1][1])
    assert all(rows[r * (width + 1)] == 0 for r in range(height))
    print(width, height, ",".join(str(rows[r * (width + 1) + 1 + c]) for r in range(height) for c in range(width)))
    """

  private func decode(_ png: [UInt8]) throws -> String {
    let python = try Programs.run("python3", ["-c", PNGTests.decoder], input: png)
    return python.output.trimmingCharacters(in: .newlines)
  }

  @Test func smallImage() throws {
    #expect(try decode(PNG.encode(width: 3, height: 2, grey: [0, 128, 255, 1, 2])) == "3 2 0,128,255,1,2,0")
  }

  @Test func imageOfMoreThanOneBlock() throws {
    let pixels = (0..<300 * 300).map { UInt8($0 % 251) }
    let list = pixels.map { String($0) }.joined(separator: ",")
    #expect(try decode(PNG.encode(width: 300, height: 300, grey: pixels)) == "300 300 \(list)")
  }
}
