import Machine

/// The registers of the memory protection unit.
/// Source: the vendor's public register list.
extension MPU {
  /// Bytes that one bit of PROTENSET protects.
  static let protectedBlock = 4_096

  private static let peripherals = [
    ("POWER_CLOCK", 0), ("RADIO", 1), ("UART0", 2), ("SPI0_TWI0", 3), ("SPI1_TWI1", 4), ("GPIOTE", 6), ("ADC", 7),
    ("TIMER0", 8), ("TIMER1", 9), ("TIMER2", 10), ("RTC0", 11), ("TEMP", 12), ("RNG", 13), ("ECB", 14),
    ("CCM_AAR", 15), ("WDT", 16), ("RTC1", 17), ("QDEC", 18), ("LPCOMP", 19), ("NVMC", 30), ("PPI", 31),
  ]
  private static let regionReason = "no code is kept from the peripherals or the RAM of region 0"

  static let peripheralRegion = Register.inert(
    "PERR0", at: 0x528, bits: 32, because: regionReason, peripherals.map { Field($0.0, $0.1) })
  static let ramRegion = Register.inert(
    "RLENR0", at: 0x52C, bits: 32, because: regionReason, [Field("VALUE", 31, 0)])
  static let protection = RegisterArray(
    Register("PROTENSET%s", at: 0x600, bits: 32, []), count: 2, every: 4)
  static let disableInDebug = Register.inert(
    "DISABLEINDEBUG", at: 0x608, bits: 32, reset: 1, because: "a debugger's writes are not the program's",
    [Field("DISABLEINDEBUG", 0)])
  static let blockSize = Register.inert(
    "PROTBLOCKSIZE", at: 0x60C, bits: 32, because: "4 KiB is its one value", [Field("PROTBLOCKSIZE", 1, 0)])

  private static func protection(_ index: Int) -> Register {
    Register(
      "PROTENSET\(index)", at: protection.offset(of: index), bits: 32,
      (0..<32).map { Field("PROTREG\(32 * index + $0)", $0, onWrite: .oneToSet) })
  }

  static let layout = PageLayout(
    hasPower: false, [peripheralRegion, ramRegion, protection(0), protection(1), disableInDebug, blockSize])
}
