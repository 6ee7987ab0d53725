/// An ECDSA-P256 key. MCUboot has it sign SHA-256 and nothing else (imgtool 2.5.0, `ALLOWED_KEY_SHA`); the same TLV beside
/// a SHA-384 holds a P-384 signature.
struct P256Key: SignatureKey {
  /// Bytes of such a key in DER: 27 that say what it is, then x and y, the most significant byte first.
  static let derSize = 91

  private let der: InlineArray<91, UInt8>

  /// A key as a SubjectPublicKeyInfo in DER (RFC 5480). It must lie on the curve.
  init(der: InlineArray<91, UInt8>) { self.der = der }

  var isNeeded: Bool { true }
  var recordType: UInt16 { ImageTLVs.ecdsaSignature }

  func signs(_ contents: SignedContents) -> Bool {
    if case .hash(let hash) = contents { hash.kind == .sha256 } else { false }
  }

  func withDER<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var copy = der
    return withUnsafeBytes(of: &copy) { body($0.assumingMemoryBound(to: UInt8.self)) }
  }

  func verifies<Flash: FlashDevice>(
    signature: UnsafeBufferPointer<UInt8>, of contents: SignedContents, _ flash: inout Flash
  ) -> Bool {
    guard case .hash(let hash) = contents, signs(contents), let parsed = ECDSASignature(der: signature) else {
      return false
    }
    let key = withDER {
      P256.PublicKey(
        x: Integer256(UnsafeBufferPointer(rebasing: $0[27..<59])),
        y: Integer256(UnsafeBufferPointer(rebasing: $0[59..<91])))
    }
    return P256().verifies(r: parsed.r, s: parsed.s, of: SHA256Digest(hash.bytes), by: key) { flash.breathe() }
  }
}
