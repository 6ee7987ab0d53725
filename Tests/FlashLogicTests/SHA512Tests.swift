import Testing

@testable import FlashLogic

struct SHA512Tests {
  /// Every length around the blocks' ends, in pieces of every size, beside OpenSSL.
  @Test(arguments: [HashKind.sha384, .sha512]) func equalsOpenSSL(_ kind: HashKind) throws {
    let lengths = Array(0...260) + [1_000, 65_537]
    let messages = lengths.map { length in (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) } }
    let digests = try PythonHashes.digests(kind == .sha384 ? "sha384" : "sha512", of: messages)
    try #require(digests.count == messages.count)
    for (message, expected) in zip(messages, digests) {
      let length = message.count
      var hash = SHA512(kind)
      let piece = max(1, length % 77)
      for start in stride(from: 0, to: length, by: piece) {
        message[start..<min(start + piece, length)].withUnsafeBufferPointer { hash.add($0) }
      }
      let digest = hash.finish()
      #expect((0..<kind.size).map { digest[$0] } == expected, "\(length) bytes")
    }
  }

  /// FIPS 180-4's own example.
  @Test func abc() {
    var hash = SHA512()
    for byte in "abc".utf8 { hash.add(byte) }
    let digest = hash.finish()
    #expect((0..<4).map { digest[$0] } == [0xDD, 0xAF, 0x35, 0xA1])
  }
}
