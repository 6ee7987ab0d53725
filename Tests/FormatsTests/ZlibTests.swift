import Foundation
import Testing

@testable import Formats

/// Inflated by Python's zlib, which checks the sum at the end.
@Suite struct ZlibTests {
  private func inflate(_ stream: [UInt8]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.path + "/zlib-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(stream).write(to: URL(fileURLWithPath: folder + "/in"))
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = [
      "python3", "-c",
      "import sys, zlib; open(sys.argv[2], 'wb').write(zlib.decompress(open(sys.argv[1], 'rb').read()))",
      folder + "/in", folder + "/out",
    ]
    try python.run()
    python.waitUntilExit()
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/out")))
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
    var state: UInt32 = 7
    for step in 0..<60_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      let back = Int(state >> 8) % 40_000 + 1
      if step % 3 == 0 || back > bytes.count {
        bytes.append(UInt8(truncatingIfNeeded: state >> 16))
      } else {
        for _ in 0..<Int(state >> 28) + 3 { bytes.append(bytes[bytes.count - back]) }
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
