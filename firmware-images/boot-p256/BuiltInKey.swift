/// An ECDSA-P256 key.
struct BuiltInKey: SignatureKey {
  private let key: P256.PublicKey

  init() {
    var bytes = builtInPublicKey
    key = withUnsafeBytes(of: &bytes) {
      let bytes = $0.assumingMemoryBound(to: UInt8.self)
      return P256.PublicKey(
        x: Integer256(UnsafeBufferPointer(rebasing: bytes[..<32])),
        y: Integer256(UnsafeBufferPointer(rebasing: bytes[32...])))
    }
  }

  var isNeeded: Bool { true }
  var recordType: UInt16 { ImageTLVs.ecdsaSignature }

  func verifies(signature: UnsafeBufferPointer<UInt8>, of digest: SHA256Digest) -> Bool {
    guard let parsed = ECDSASignature(der: signature) else { return false }
    return P256().verifies(r: parsed.r, s: parsed.s, of: digest, by: key) {
      Register(0x5000_3100).value = 0xFF  // the watchdog
    }
  }
}
