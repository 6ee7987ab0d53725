import Testing

@testable import HTTP

@Suite struct SHA1Tests {
  private static func digest(_ message: [UInt8]) -> String {
    SHA1.digest(message).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The test driver of RFC 3174, section 7.3.
  @Test func publishedVectors() {
    #expect(Self.digest(Array("abc".utf8)) == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(
      Self.digest(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "84983e441c3bd26ebaae4aa1f95129e5e54670f1")
    #expect(
      Self.digest([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
    #expect(
      Self.digest(Array(String(repeating: "01234567", count: 80).utf8)) == "dea356a2cddd90c7a7ecedc5ebb563934f460452")
  }

  /// The padding has to be right for each length: the digest of the digests of 0 to 129 letters, by Python's hashlib.
  @Test func allLengthsAroundABlock() {
    let digests = (0..<130).flatMap { SHA1.digest([UInt8](repeating: UInt8(ascii: "a"), count: $0)) }
    #expect(Self.digest(digests) == "f4def80e0e53c803b671aed255f87d83c3a1fe29")
  }
}
