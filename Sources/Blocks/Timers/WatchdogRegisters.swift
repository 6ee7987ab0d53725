import Machine

/// The registers of the watchdog.
/// Source: the vendor's public register list.
extension Watchdog {
  static let wdogWen = Field.writeOnly("WDOG_WEN", 15, 9)
  static let wdogValNeg = Field("WDOG_VAL_NEG", 8)
  static let wdogVal = Field("WDOG_VAL", 7, 0)
  static let nmiRst = Field("NMI_RST", 0, onWrite: .oneToSet)

  static let watchdog = Register(
    "WATCHDOG_REG", at: 0x00, reset: 0xFF,
    [wdogWen, wdogValNeg, wdogVal])
  static let watchdogCtrl = Register(
    "WATCHDOG_CTRL_REG", at: 0x02,
    [nmiRst])

  /// Those of one watchdog.
  public static func registers(_ name: String, at base: UInt32) -> RegisterBlock {
    RegisterBlock(name, at: base, size: 0x100, "watchdog", [watchdog, watchdogCtrl])
  }
}
