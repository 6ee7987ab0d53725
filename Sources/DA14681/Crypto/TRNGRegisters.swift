// Facts of the vendor's public register list, one line a register.
// swift-format-ignore-file

extension TRNG {
  /// The registers of the random number generator.
  static let description = StorageMap.parse(
    """
    = TRNG 50005000 100 system
    TRNG_CTRL_REG 0 32 0 TRNG_MODE:1:1 TRNG_ENABLE:0:0
    TRNG_FIFOLVL_REG 4 32 0 TRNG_FIFOFULL/r:5:5 TRNG_FIFOLVL/r:4:0
    TRNG_VER_REG 8 32 103 TRNG_MAJ/r:31:24 TRNG_MIN/r:23:16 TRNG_SVN/r:15:0
    """, coverage: .modelled)[0]
}
