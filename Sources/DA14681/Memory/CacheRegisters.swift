import Machine

/// The registers of the cache controller.
/// Source: the vendor's public register list.
extension Cache {
  static let flush = Field.writeOnly("CACHE_FLUSH", 0)
  static let lineSize = Field("CACHE_LINE", 1, 0)
  static let associativity = Field("CACHE_ASSOC", 1, 0)
  static let cacheableLength = Field("CACHE_LEN", 8, 0)
  static let hitCount = Field("MRM_HITS", 18, 0)
  static let missCount = Field("MRM_MISSES", 17, 0)
  static let reachedThreshold = Field("MRM_IRQ_THRES_STATUS", 3)
  static let reachedInterval = Field("MRM_IRQ_TINT_STATUS", 2)
  static let interrupts = Field("MRM_IRQ_MASK", 1)
  static let isMonitoring = Field("MRM_START", 0)

  static let control1 = Register(
    "CACHE_CTRL1_REG", at: 0x00, bits: 32, [Field("CACHE_RES1", 1), flush])
  static let lineSizeConfiguration = Register("CACHE_LNSIZECFG_REG", at: 0x04, bits: 32, [lineSize])
  static let associativityConfiguration = Register(
    "CACHE_ASSOCCFG_REG", at: 0x08, bits: 32, reset: 2, [associativity])
  static let control2 = Register(
    "CACHE_CTRL2_REG", at: 0x20, bits: 32,
    [
      Field("ENABLE_ALSO_QSPIFLASH_CACHED", 12), Field("ENABLE_ALSO_OTP_CACHED", 11), Field("CACHE_CGEN", 10),
      Field("CACHE_WEN", 9), cacheableLength,
    ])
  static let hits = Register("CACHE_MRM_HITS_REG", at: 0x28, bits: 32, [hitCount])
  static let misses = Register("CACHE_MRM_MISSES_REG", at: 0x2C, bits: 32, [missCount])
  static let monitor = Register(
    "CACHE_MRM_CTRL_REG", at: 0x30, bits: 32, [reachedThreshold, reachedInterval, interrupts, isMonitoring])
  static let interval = Register("CACHE_MRM_TINT_REG", at: 0x34, bits: 32, [Field("MRM_TINT", 17, 0)])
  static let threshold = Register("CACHE_MRM_THRES_REG", at: 0x38, bits: 32, [Field("MRM_THRES", 17, 0)])
  static let debugReset = Register(
    "SWD_RESET_REG", at: 0x50, bits: 32, coverage: .storage, [.writeOnly("SWD_HW_RESET_REQ", 0)])

  /// The registers, as the public list has them.
  public static let block = RegisterBlock(
    "CACHE", at: 0x400C_3000, size: 0x100, "cache of the flash",
    [
      control1, lineSizeConfiguration, associativityConfiguration, control2, hits, misses, monitor, interval, threshold,
      debugReset,
    ])
}
