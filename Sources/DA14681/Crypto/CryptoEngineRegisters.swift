import Machine

/// The registers of the AES and hash engine.
/// Source: the vendor's public register list; it names the first word of the key memory, of which all 64 answer.
extension CryptoEngine {
  static let expandsKeys = Field("CRYPTO_AES_KEXP", 17)
  static let moreInput = Field("CRYPTO_MORE_IN", 16)
  static let digestLength = Field("CRYPTO_HASH_OUT_LEN", 15, 10)
  static let hashes = Field("CRYPTO_HASH_SEL", 9)
  static let isInterruptEnabled = Field("CRYPTO_IRQ_EN", 8)
  static let encrypts = Field("CRYPTO_ENCDEC", 7)
  static let keySize = Field("CRYPTO_AES_KEY_SZ", 6, 5)
  static let keepsLastOnly = Field("CRYPTO_OUT_MD", 4)
  static let mode = Field("CRYPTO_ALG_MD", 3, 2)
  static let algorithm = Field("CRYPTO_ALG", 1, 0)
  static let starts = Field.writeOnly("CRYPTO_START", 0)
  static let isRequested = Field.readOnly("CRYPTO_IRQ_ST", 2)
  static let isWaiting = Field.readOnly("CRYPTO_WAIT_FOR_IN", 1)
  static let isInactive = Field.readOnly("CRYPTO_INACTIVE", 0)

  static let control = Register(
    "CRYPTO_CTRL_REG", at: 0x00, bits: 32,
    [
      expandsKeys, moreInput, digestLength, hashes, isInterruptEnabled, encrypts, keySize, keepsLastOnly, mode,
      algorithm,
    ])
  static let start = Register("CRYPTO_START_REG", at: 0x04, bits: 32, [starts])
  static let fetch = Register("CRYPTO_FETCH_ADDR_REG", at: 0x08, bits: 32, [Field("CRYPTO_FETCH_ADDR", 31, 0)])
  static let length = Register("CRYPTO_LEN_REG", at: 0x0C, bits: 32, [Field("CRYPTO_LEN", 23, 0)])
  static let destination = Register("CRYPTO_DEST_ADDR_REG", at: 0x10, bits: 32, [Field("CRYPTO_DEST_ADDR", 31, 0)])
  static let status = Register(
    "CRYPTO_STATUS_REG", at: 0x14, bits: 32, reset: 0x1, [isRequested, isWaiting, isInactive])
  static let clearInterrupt = Register("CRYPTO_CLRIRQ_REG", at: 0x18, bits: 32, [.writeOnly("CRYPTO_CLRIRQ", 0)])
  static let vector = RegisterArray(
    Register("CRYPTO_MREG%s_REG", at: 0x1C, bits: 32, [Field("CRYPTO_MREG%s", 31, 0)]), count: 4, every: 4)
  static let keys = RegisterArray(
    Register("CRYPTO_KEY_%s", at: 0x100, bits: 32, [.writeOnly("CRYPTO_KEY_X", 31, 0)]), count: 64, every: 4)

  /// The block.
  static let block = RegisterBlock(
    "AES_HASH", at: 0x4002_0000, size: 0x200, "AES and hash engine",
    [control, start, fetch, length, destination, status, clearInterrupt] + vector.registers
      + [Register("CRYPTO_KEYS_START", at: 0x100, bits: 32, [.writeOnly("CRYPTO_KEY_X", 31, 0)])]
      + keys.registers.dropFirst())
}
