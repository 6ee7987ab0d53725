import Foundation
import Programs
import SeededRandom
import Testing

@testable import Formats

/// Inflated by Python's zlib, which checks the sum at the end.
@Suite struct ZlibTests {
  private func inflate(_ stream: [UInt8]) throws -> [UInt8] {
    let program = "import base64, sys, zlib; print(base64.b64encode(zlib.decompress(sys.stdin.buffer.read())).decode())"
    let python = try Programs.run("python3", ["-c", program], input: stream)
    try #require(python.status == 0, "\(python.errors)")
    return try [UInt8](#require(Data(base64Encoded: python.output.trimmingCharacters(in: .newlines))))
  }

  @Test(arguments: [0, 1, 2, 3, 4, 257, 258, 259, 70_000])
  func runsOfAnyLength(count: Int) throws {
    let bytes = Array(repeating: UInt8(count & 0xFF), count: count)
    let stream = Zlib.compress(bytes)
    #expect(try inflate(stream) == bytes)
    if count == 70_000 { #expect(stream.count < 1_000) }
  }

  @Test func matchesAtEveryDistanceAndNoiseBetween() throws {
    var bytes: [UInt8] = []
    var random = SplitMix(seed: 7)
    for step in 0..<60_000 {
      let back = random.below(40_000) + 1
      if step % 3 == 0 || back > bytes.count {
        bytes.append(random.byte())
      } else {
        for _ in 0..<random.below(16) + 3 { bytes.append(bytes[bytes.count - back]) }
      }
    }
    #expect(try inflate(Zlib.compress(bytes)) == bytes)
  }

  @Test func whatIsCutDamagedOrTooLargeIsNotUnpacked() {
    let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }
    let packed = Zlib.compress(bytes)
    #expect(Zlib.decompress(packed, limit: bytes.count) == bytes)
    #expect(Zlib.decompress(packed, limit: bytes.count - 1) == nil)
    for count in 0..<packed.count { #expect(Zlib.decompress(packed[..<count], limit: 5_000) == nil, "\(count) bytes") }
    var wrong = packed
    wrong[packed.count - 1] ^= 1
    #expect(Zlib.decompress(wrong, limit: 5_000) == nil)
    let raw = Zlib.compress(bytes, as: .raw)
    #expect(raw.count == packed.count - 6 && Zlib.decompress(raw, as: .raw, limit: 5_000) == bytes)
    #expect(Zlib.decompress(raw, limit: 5_000) == nil)
  }

  @Test func theCheckIsThatOfTheStandard() {
    #expect(Zlib.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Zlib.crc32([]) == 0)
  }
}
