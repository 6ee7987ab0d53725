import Testing

@testable import FlashLogic

/// Images signed in every way that imgtool signs, and in ways that it does not, before keys of both algorithms. Keys and
/// signatures are of Python's `cryptography` 50.0.2 (OpenSSL): the private keys are the SHA-256 of a byte 0.
struct ImageSignatureTests {
  /// What is signed.
  private static let image = TestImage(size: 300, seed: 5)

  private static let ed25519Key = SignatureVectors.bytes(
    "302a300506032b657003210004d3be256c58caa83f87008d3537fe3928b814f2ef6fe09d0a00cd090a74cfa1")
  private static let p256Key = SignatureVectors.bytes(
    "3059301306072a8648ce3d020106082a8648ce3d03010703420004b49c788d2a49f7b8ab90fac621ccc5c065e0ff1d4df11c868a"
      + "04c92b8562cc5ecc280bd4730cedeccbf3e49e3b863602e9c1d108173b8b794762274fb0c5cb88")
  private static let ofSHA256 = SignatureVectors.bytes(
    "1ae8b1687a2fa1e028b86119cc12fdb8d33dcb3851f4cd22c8e3178a499a79bb98e04840874ffec8bd833d569bfb2c9a410c0301"
      + "f1c1ec3e97bc5e9086d4e007")
  private static let ofSHA384 = SignatureVectors.bytes(
    "e03292e310b38d8a206182f84c214c44abc6026d766c8d591ecb55a370cbd5afb7684f60e8e64dce9e21ab251e05408de024b595"
      + "f5c226ac9de5513c9f5e4409")
  private static let ofSHA512 = SignatureVectors.bytes(
    "241ecb9b6540abcb7a8a359c69f9040e8a4355f5e94d3e56b3474c425eb4156eebe3df53b93838fdc32d6732d7688c5ff76cbda7"
      + "0c85bbf774cfb5f3cd3ad401")
  private static let ofImage = SignatureVectors.bytes(
    "32ddd187b3c5ab12a513ef30354c2bba38dc805370a80f9341ee281ae14685b22deaea16f98a3e6908e7368a74d06d2569f3930b"
      + "dfc7c65bebce2f78d2055a05")
  private static let p256OfSHA256 = SignatureVectors.bytes(
    "304402206bae463ca928c3807e84c9688318eb57098b82fb3a505d876e25c4fd940154af022059a1f391684559b6e44150b1cb79"
      + "bd0423af4a9f2d27acec59a401ed237478c8")
  private static let p256OfSHA512 = SignatureVectors.bytes(
    "304402204a674e1fb94caededfd1cedd3b3428764ccd58a36cd1025cef2f245dcc58102a0220020fb669d1695a3d80f825382b23"
      + "7fb55a785c34228b2e38dc99d0fba2cd2c82")

  private static let pure: (UInt16, [UInt8]) = (ImageTLVs.pureSignature, [1])

  private static func array<let count: Int>(_ bytes: [UInt8]) -> InlineArray<count, UInt8> {
    InlineArray { bytes[$0] }
  }

  private func fault<Key: SignatureKey>(_ bytes: [UInt8], _ key: Key) -> ImageFault? {
    var flash = SimulatedNOR()
    flash.place(bytes, at: FlashMap.slot1.start)
    do throws(ImageFault) {
      _ = try ImageCheck(&flash, slot: FlashMap.slot1, key: key)
      return nil
    } catch {
      return error
    }
  }

  /// What the bootloader with the Ed25519 key finds wrong.
  private func ed25519(_ hashes: [HashKind], _ records: [(UInt16, [UInt8])], flip: Int? = nil) -> ImageFault? {
    fault(file(hashes, records, flip: flip), Ed25519Key(der: Self.array(Self.ed25519Key)))
  }

  private func p256(_ hashes: [HashKind], _ records: [(UInt16, [UInt8])]) -> ImageFault? {
    fault(file(hashes, records), P256Key(der: Self.array(Self.p256Key)))
  }

  private func file(_ hashes: [HashKind], _ records: [(UInt16, [UInt8])], flip: Int? = nil) -> [UInt8] {
    var image = Self.image
    image.hashes = hashes
    image.others = records
    var bytes = image.bytes
    if let flip { bytes[flip] ^= 1 }
    return bytes
  }

  @Test func ed25519SignsTwoHashesAndWholeImages() {
    #expect(ed25519([.sha256], [(0x24, Self.ofSHA256)]) == nil)
    #expect(ed25519([.sha512], [(0x24, Self.ofSHA512)]) == nil)
    #expect(ed25519([.sha512], [Self.pure, (0x24, Self.ofImage)]) == nil)
    #expect(ed25519([.sha512], [(0x24, Self.ofImage), Self.pure]) == nil)
    // imgtool before 2.3 wrote no hash with it; a single bit anywhere is seen all the same.
    #expect(ed25519([], [Self.pure, (0x24, Self.ofImage)]) == nil)
    for place in [4, 30, 0x100, 0x208, 0x200 + 299] {
      #expect(ed25519([], [Self.pure, (0x24, Self.ofImage)], flip: place) == .wrongSignature, "byte \(place)")
    }
    #expect(ed25519([.sha512], [Self.pure, (0x24, Self.ofImage)], flip: 0x210) == .wrongHash)
  }

  @Test func aSignatureOfSomethingElseIsNone() {
    #expect(ed25519([.sha256], [(0x24, Self.ofSHA512)]) == .wrongSignature)
    #expect(ed25519([.sha512], [(0x24, Self.ofImage)]) == .wrongSignature)
    #expect(ed25519([.sha256], [Self.pure, (0x24, Self.ofSHA256)]) == .wrongSignature)
    #expect(ed25519([.sha512], [(ImageTLVs.pureSignature, [0]), (0x24, Self.ofImage)]) == .wrongSignature)
    #expect(ed25519([.sha512], [(ImageTLVs.pureSignature, [1, 0]), (0x24, Self.ofImage)]) == .wrongSignature)
    #expect(ed25519([], [(0x24, Self.ofSHA256)]) == .noHash)
    // MCUboot never has Ed25519 sign a SHA-384, though it could.
    #expect(ed25519([.sha384], [(0x24, Self.ofSHA384)]) == .otherAlgorithm)
  }

  @Test func p256SignsSHA256Alone() {
    #expect(p256([.sha256], [(0x22, Self.p256OfSHA256)]) == nil)
    #expect(p256([.sha512], [(0x22, Self.p256OfSHA512)]) == .otherAlgorithm)
    #expect(p256([.sha384], [(0x22, Self.p256OfSHA256)]) == .otherAlgorithm)
    #expect(p256([.sha256], [Self.pure, (0x22, Self.p256OfSHA256)]) == .otherAlgorithm)
    #expect(p256([.sha256], [(0x22, Self.p256OfSHA512)]) == .wrongSignature)
  }

  @Test func saysWhichKeyIsMissing() {
    #expect(ed25519([.sha256], []) == .notSigned)
    #expect(ed25519([.sha256], [(0x22, Self.p256OfSHA256)]) == .otherAlgorithm)
    #expect(p256([.sha256], [(0x24, Self.ofSHA256)]) == .otherAlgorithm)
    #expect(p256([.sha256], [(0x23, [UInt8](repeating: 1, count: 384))]) == .otherAlgorithm)
    var wrong = Self.ofSHA256
    wrong[40] ^= 1
    for (type, own, other): (UInt16, [UInt8], [UInt8]) in [
      (0x01, MessageDigest.sha256(Self.ed25519Key), MessageDigest.sha256(Self.p256Key)),
      (0x01, MessageDigest.digest(.sha512, of: Self.ed25519Key), MessageDigest.digest(.sha512, of: Self.p256Key)),
      (0x02, Self.ed25519Key, Self.p256Key), (0x02, Self.ed25519Key, [UInt8](repeating: 3, count: 120)),
      (0x01, MessageDigest.sha256(Self.ed25519Key), MessageDigest.digest(.sha384, of: Self.ed25519Key)),
    ] {
      #expect(ed25519([.sha256], [(type, own), (0x24, wrong)]) == .wrongSignature)
      #expect(ed25519([.sha256], [(type, other), (0x24, wrong)]) == .otherKey)
      // One of several is enough.
      #expect(ed25519([.sha256], [(type, other), (0x24, wrong), (type, own), (0x24, Self.ofSHA256)]) == nil)
    }
  }

  /// Without a key the hash is all that counts.
  @Test func withoutAKey() {
    for kind in HashKind.allCases {
      #expect(fault(file([kind], [(0x24, [1, 2, 3])]), NoKey()) == nil)
      #expect(fault(file([kind], [], flip: 0x250), NoKey()) == .wrongHash)
    }
    #expect(fault(file(HashKind.allCases, []), NoKey()) == nil)
    #expect(fault(file([], [Self.pure, (0x24, Self.ofImage)]), NoKey()) == .noHash)
    // Every hash that is there has to be right, and of its size.
    #expect(fault(file([.sha256], [(0x12, [UInt8](repeating: 0, count: 64))]), NoKey()) == .wrongHash)
    #expect(fault(file([.sha256], [(0x11, [1, 2])]), NoKey()) == .wrongHash)
  }
}
