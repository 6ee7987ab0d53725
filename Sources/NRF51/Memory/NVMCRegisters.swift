import Machine

/// The registers of the flash controller.
/// Source: the vendor's public register list. ERASEPAGE is ERASEPCR1 there too.
extension NVMC {
  static let ready = Register("READY", at: 0x400, bits: 32, [.readOnly("READY", 0)])
  /// 0 read, 1 write, 2 erase.
  static let enable = Field("WEN", 1, 0)
  static let configuration = Register("CONFIG", at: 0x504, bits: 32, [enable])
  static let erasePage = Register("ERASEPAGE", at: 0x508, bits: 32, [Field("VALUE", 31, 0)])
  static let eraseAll = Register("ERASEALL", at: 0x50C, bits: 32, [Field("ERASEALL", 0)])
  static let eraseRegionPage = Register("ERASEPCR0", at: 0x510, bits: 32, [Field("VALUE", 31, 0)])
  static let eraseUser = Register("ERASEUICR", at: 0x514, bits: 32, [Field("ERASEUICR", 0)])

  static let layout = PageLayout(
    hasPower: false, [ready, configuration, erasePage, eraseAll, eraseRegionPage, eraseUser])
}
