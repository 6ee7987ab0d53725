import Machine

/// The registers of the random number generator.
/// Source: the vendor's public register list.
extension TRNG {
  static let isEnabled = Field("TRNG_ENABLE", 0)
  static let isFull = Field.readOnly("TRNG_FIFOFULL", 5, onRead: .modifyExternal)
  static let words = Field.readOnly("TRNG_FIFOLVL", 4, 0, onRead: .modifyExternal)

  static let control = Register("TRNG_CTRL_REG", at: 0x00, bits: 32, [Field("TRNG_MODE", 1), isEnabled])
  static let level = Register("TRNG_FIFOLVL_REG", at: 0x04, bits: 32, [isFull, words])

  /// The block.
  static let block = RegisterBlock(
    "TRNG", at: 0x5000_5000, size: 0x100, "random number generator",
    [
      control, level,
      Register(
        "TRNG_VER_REG", at: 0x08, bits: 32, reset: 0x103,
        [.readOnly("TRNG_MAJ", 31, 24), .readOnly("TRNG_MIN", 23, 16), .readOnly("TRNG_SVN", 15, 0)]),
    ])
}
