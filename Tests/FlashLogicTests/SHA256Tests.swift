import Testing

@testable import FlashLogic

struct SHA256Tests {
  /// Every length around the blocks' ends, in pieces of every size, beside OpenSSL.
  @Test func equalsOpenSSL() throws {
    let lengths = Array(0...130) + [1_000, 4_096, 65_537]
    let messages = lengths.map { length in (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) } }
    let digests = try PythonHashes.digests("sha256", of: messages)
    try #require(digests.count == messages.count)
    for (message, expected) in zip(messages, digests) {
      let length = message.count
      var hash = SHA256()
      let piece = max(1, length % 77)
      for start in stride(from: 0, to: length, by: piece) {
        message[start..<min(start + piece, length)].withUnsafeBufferPointer { hash.add($0) }
      }
      let digest = hash.finish()
      #expect((0..<32).map { digest[$0] } == expected, "\(length) bytes")
    }
  }

  /// FIPS 180-4's own example.
  @Test func abc() {
    var hash = SHA256()
    for byte in "abc".utf8 { hash.add(byte) }
    #expect(hash.finish().words[0] == 0xBA78_16BF)
  }

  @Test func equalsComparesEveryByte() {
    var hash = SHA256()
    let digest = hash.finish()
    var bytes = (0..<32).map { digest[$0] }
    #expect(bytes.withUnsafeBufferPointer { digest.equals($0) })
    for index in 0..<32 {
      bytes[index] ^= 0x10
      #expect(!bytes.withUnsafeBufferPointer { digest.equals($0) })
      bytes[index] ^= 0x10
    }
    #expect(!bytes[0..<31].withUnsafeBufferPointer { digest.equals($0) })
  }
}
