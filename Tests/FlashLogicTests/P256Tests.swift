import Foundation
import SeededRandom
import Testing

@testable import FlashLogic

/// ECDSA-P256 beside OpenSSL's signatures, and with RFC 6979's own example.
struct P256Tests {
  private func number(_ bytes: some Sequence<UInt8>) -> Integer256 {
    Array(bytes).withUnsafeBufferPointer { Integer256($0) }
  }

  private func key(_ vector: SignatureVectors.Vector) -> P256.PublicKey {
    P256.PublicKey(x: number(vector.key[..<32]), y: number(vector.key[32...]))
  }

  private func digest(_ data: Data) -> SHA256Digest {
    var hash = SHA256()
    for byte in data { hash.add(byte) }
    return hash.finish()
  }

  private func parse(_ der: [UInt8]) -> ECDSASignature? { der.withUnsafeBufferPointer { ECDSASignature(der: $0) } }

  @Test func takesItsSignaturesAndNoOthers() throws {
    let curve = P256()
    for (index, vector) in SignatureVectors.p256.enumerated() {
      let signature = try #require(parse(vector.signature))
      let digest = digest(Data("image \(index)".utf8))
      let owner = key(vector)
      #expect(curve.verifies(r: signature.r, s: signature.s, of: digest, by: owner))
      var wrong = digest
      wrong.words[index % 8] ^= 1
      #expect(!curve.verifies(r: signature.r, s: signature.s, of: wrong, by: owner))
      var r = signature.r
      r.words[index % 8] ^= 0x100
      #expect(!curve.verifies(r: r, s: signature.s, of: digest, by: owner))
      #expect(!curve.verifies(r: signature.s, s: signature.r, of: digest, by: owner))
      let other = key(SignatureVectors.p256[(index + 1) % 12])
      #expect(!curve.verifies(r: signature.r, s: signature.s, of: digest, by: other))
    }
  }

  /// The key is the curve's base point, and its negative: the sums that meet infinity and doubling.
  @Test func keysThatMeetTheSpecialCases() throws {
    let curve = P256()
    let order: [UInt8] = [
      0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD, 0xA7,
      0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]
    for vector in SignatureVectors.p256Special {
      let signature = try #require(parse(vector.signature))
      #expect(curve.verifies(r: signature.r, s: signature.s, of: digest(Data("special".utf8)), by: key(vector)))
    }
    let any = key(SignatureVectors.p256[9])
    let one = number([1])
    for (r, s) in [(Integer256(), one), (one, Integer256()), (number(order), one), (one, number(order))] {
      #expect(!curve.verifies(r: r, s: s, of: digest(Data()), by: any))
    }
  }

  /// RFC 6979, appendix A.2.5: P-256, SHA-256, message "sample".
  @Test func publishedVector() {
    let key = P256.PublicKey(
      x: number(SignatureVectors.bytes("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6")),
      y: number(SignatureVectors.bytes("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")))
    let r = number(SignatureVectors.bytes("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"))
    let s = number(SignatureVectors.bytes("F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"))
    #expect(P256().verifies(r: r, s: s, of: digest(Data("sample".utf8)), by: key))
    #expect(!P256().verifies(r: r, s: s, of: digest(Data("samples".utf8)), by: key))
  }

  @Test func derIsStrict() {
    let good: [UInt8] = [0x30, 0x07, 0x02, 0x01, 0x05, 0x02, 0x02, 0x00, 0x80]
    #expect(parse(good)?.r == number([5]) && parse(good)?.s == number([0x80]))
    #expect(parse(good + [0, 0, 0]) == parse(good))
    #expect(parse(good + [1]) == nil)
    for count in 0..<good.count { #expect(parse(Array(good[..<count])) == nil, "\(count) bytes") }
    for (place, byte) in [(0, 0x31), (1, 0x06), (1, 0x08), (2, 0x03), (3, 0x00), (3, 0x02), (4, 0x85), (8, 0x7F)] {
      var bad = good
      bad[place] = UInt8(byte)
      #expect(parse(bad) == nil, "byte \(place) is \(byte)")
    }
    let long: [UInt8] = [0x30, 0x26, 0x02, 0x21] + [1] + [UInt8](repeating: 0, count: 32) + [0x02, 0x01, 0x01]
    #expect(parse(long) == nil)
  }

  /// Any bytes: an answer, never a trap.
  @Test func hostileDER() {
    var random = SplitMix(seed: 3)
    for _ in 0..<20_000 {
      var bytes = random.bytes(random.below(64))
      if bytes.count > 3 {
        bytes[0] = 0x30
        bytes[1] = UInt8(random.below(64))
        bytes[2] = 2
      }
      if let parsed = parse(bytes) { #expect(bytes.count >= 8 && parsed == parse(bytes)) }
    }
  }
}
