/// The public half of `development-key.pem`.
struct BuiltInKey: SignatureKey {
  private let key = P256.PublicKey(
    x: Integer256([
      0x3E25_588D, 0x33D3_065E, 0xA339_8CDC, 0xD4CC_F7EC, 0xE689_9D33, 0x4466_CD49, 0x9127_21C1, 0x7A57_6A4B,
    ]),
    y: Integer256([
      0x585E_59C0, 0x8573_EA31, 0xE01F_9F70, 0x3BB4_519E, 0x72C3_CAE2, 0xAE81_7FB5, 0x0761_68E3, 0x2C82_3A4E,
    ]))

  var isNeeded: Bool { true }

  func verifies(signature: UnsafeBufferPointer<UInt8>, of digest: SHA256Digest) -> Bool {
    guard let parsed = ECDSASignature(der: signature) else { return false }
    return P256().verifies(r: parsed.r, s: parsed.s, of: digest, by: key) {
      Register(0x5000_3100).value = 0xFF  // the watchdog
    }
  }
}
