import Testing

@testable import FlashLogic

/// Ed25519 beside OpenSSL's signatures, and with RFC 8032's own examples.
struct Ed25519Tests {
  private func verifies(_ signature: some Sequence<UInt8>, _ message: [UInt8], by key: some Sequence<UInt8>) -> Bool {
    let encoded = Array(key).withUnsafeBufferPointer { Integer256(littleEndian: $0) }
    return Array(signature).withUnsafeBufferPointer { signature in
      message.withUnsafeBufferPointer {
        var hash = SHA512()
        hash.add(UnsafeBufferPointer(rebasing: signature.prefix(32)))
        for index in 0..<32 { hash.add(encoded.byte(index)) }
        hash.add($0)
        return Ed25519().verifies(
          signature: signature, hash: hash.finish(), by: Ed25519.PublicKey(encoded: encoded))
      }
    }
  }

  @Test func takesItsSignaturesAndNoOthers() {
    for (index, vector) in SignatureVectors.ed25519.enumerated() {
      let message = MessageDigest.sha256("image \(index)".utf8)
      let (key, signature) = (vector.key, vector.signature)
      #expect(verifies(signature, message, by: key))
      // A bit anywhere: in R, in S, in the message, in the key.
      for place in [index, 31, 32 + index, 63] {
        var wrong = signature
        wrong[place] ^= 1 << UInt8(index % 8)
        #expect(!verifies(wrong, message, by: key), "\(place)")
      }
      var other = message
      other[index] ^= 1
      #expect(!verifies(signature, other, by: key))
      var wrongKey = key
      wrongKey[index] ^= 2
      #expect(!verifies(signature, message, by: wrongKey))
      #expect(!verifies(signature.dropLast(), message, by: key) && !verifies(signature + [0], message, by: key))
    }
  }

  /// RFC 8032, section 7.1: TEST 1 to TEST 3.
  @Test(arguments: [
    (
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        + "655141438e7a100b"
    ),
    (
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        + "b00d291612bb0c00"
    ),
    (
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
        + "c027beceea1ec40a"
    ),
  ]) func examplesOfTheRFC(_ key: String, _ message: String, _ signature: String) {
    #expect(verifies(bytes(signature), bytes(message), by: bytes(key)))
    #expect(!verifies(bytes(signature), bytes(message) + [0], by: bytes(key)))
  }

  /// S and S + order are the same number to the curve; only the smaller one is a signature (section 5.1.7, step 1).
  @Test func aSignatureHasOneForm() {
    let vector = SignatureVectors.ed25519[9]
    let message = MessageDigest.sha256("image 9".utf8)
    var signature = vector.signature
    #expect(verifies(signature, message, by: vector.key))
    let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
    var carry = 0
    for index in 0..<32 {
      let sum = Int(signature[32 + index]) + Int(order[index]) + carry
      signature[32 + index] = UInt8(sum & 0xFF)
      carry = sum >> 8
    }
    #expect(!verifies(signature, message, by: vector.key))
  }

  /// Bytes that no point has: a y of the field's modulus, one without an x, and an odd x of 0.
  @Test(arguments: [
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0200000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
  ]) func whatIsNoKeyVerifiesNothing(_ key: String) {
    // R = the neutral element and S = 0 is good for every key of order 1.
    let signature = [1] + [UInt8](repeating: 0, count: 63)
    #expect(!verifies(signature, [], by: bytes(key)))
    #expect(verifies(signature, [], by: bytes("01" + String(repeating: "0", count: 62))))
  }

  private func bytes(_ hex: String) -> [UInt8] { SignatureVectors.bytes(hex) }
}
