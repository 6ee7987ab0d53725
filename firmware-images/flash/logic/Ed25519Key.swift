/// An Ed25519 key. MCUboot has it sign SHA-256, SHA-512 (imgtool 2.5.0, `ALLOWED_KEY_SHA`) or the whole image (`--pure`).
struct Ed25519Key: SignatureKey {
  /// Bytes of such a key in DER: 12 that say what it is, then the encoded point.
  static let derSize = 44

  private let der: InlineArray<44, UInt8>

  /// A key as a SubjectPublicKeyInfo in DER (RFC 8410).
  init(der: InlineArray<44, UInt8>) { self.der = der }

  var isNeeded: Bool { true }
  var recordType: UInt16 { ImageTLVs.ed25519Signature }

  func signs(_ contents: SignedContents) -> Bool {
    if case .hash(let hash) = contents { hash.kind != .sha384 } else { true }
  }

  func withDER<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var copy = der
    return withUnsafeBytes(of: &copy) { body($0.assumingMemoryBound(to: UInt8.self)) }
  }

  func verifies<Flash: FlashDevice>(
    signature: UnsafeBufferPointer<UInt8>, of contents: SignedContents, _ flash: inout Flash
  ) -> Bool {
    guard signs(contents) else { return false }
    let key = withDER {
      Ed25519.PublicKey(encoded: Integer256(littleEndian: UnsafeBufferPointer(rebasing: $0[12..<44])))
    }
    guard signature.count == 64 else { return false }
    let number = Self.hash(UnsafeBufferPointer(rebasing: signature[..<32]), key, contents, &flash)
    return Ed25519().verifies(signature: signature, hash: number, by: key) { flash.breathe() }
  }

  /// SHA-512 of the signature's first half, the key and what is signed.
  private static func hash<Flash: FlashDevice>(
    _ r: UnsafeBufferPointer<UInt8>, _ key: Ed25519.PublicKey, _ contents: SignedContents, _ flash: inout Flash
  ) -> InlineArray<64, UInt8> {
    var prefix = InlineArray<128, UInt8>(repeating: 0)
    var count = 64
    for index in 0..<32 {
      prefix[index] = r[index]
      prefix[32 &+ index] = key.encoded.byte(index)
    }
    var area = FlashArea(0, size: 0)
    switch contents {
    case .hash(let hash):
      for index in 0..<hash.count { prefix[64 &+ index] = hash.bytes[index] }
      count &+= hash.count
    case .image(let image): area = image
    }
    return withUnsafeBytes(of: &prefix) {
      let bytes = UnsafeBufferPointer(rebasing: $0.assumingMemoryBound(to: UInt8.self)[..<count])
      return flash.digest(.sha512, of: area, after: bytes)
    }
  }
}
