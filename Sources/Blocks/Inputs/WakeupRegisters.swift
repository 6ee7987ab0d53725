import Machine

/// The registers of the wake-up controller.
/// Source: the vendor's public register list.
extension Wakeup {
  static let wkupEnableIrq = Field("WKUP_ENABLE_IRQ", 7)
  static let wkupSftKeyhit = Field("WKUP_SFT_KEYHIT", 6)
  static let wkupDebValue = Field("WKUP_DEB_VALUE", 5, 0)
  static let compare = Field("COMPARE", 7, 0)
  static let eventValue = Field.readOnly("EVENT_VALUE", 7, 0)

  static let wkupCtrl = Register(
    "WKUP_CTRL_REG", at: 0x00,
    [wkupEnableIrq, wkupSftKeyhit, wkupDebValue])
  static let wkupCompare = Register(
    "WKUP_COMPARE_REG", at: 0x02,
    [compare])
  static let wkupResetIrq = Register(
    "WKUP_RESET_IRQ_REG", at: 0x04,
    [.writeOnly("WKUP_IRQ_RST", 15, 0)])
  static let wkupCounter = Register(
    "WKUP_COUNTER_REG", at: 0x06,
    [eventValue])
  static let wkupResetCntr = Register(
    "WKUP_RESET_CNTR_REG", at: 0x08,
    [.writeOnly("WKUP_CNTR_RST", 15, 0)])

  /// Where the register that selects a port's pads is.
  static func select(_ port: Int) -> UInt32 { 0x0A + UInt32(2 * port) }
  /// Where the registers of the pads' polarity begin: behind the selections of all ports.
  static func polarity(ports: Int) -> UInt32 { select(ports) }

  /// Those of a controller with so many pads a port.
  public static func registers(_ name: String, at base: UInt32, pads: [Int]) -> RegisterBlock {
    func ports(_ what: String, at first: UInt32) -> [Register] {
      pads.enumerated().map { port, count in
        Register(
          "\(what)_P\(port)_REG", at: first + UInt32(2 * port), [Field("\(what)_P\(port)", count - 1, 0)])
      }
    }
    return RegisterBlock(
      name, at: base, size: 0x100, "wake-up by pads, and event counter",
      [wkupCtrl, wkupCompare, wkupResetIrq, wkupCounter, wkupResetCntr]
        + ports("WKUP_SELECT", at: select(0)) + ports("WKUP_POL", at: polarity(ports: pads.count)))
  }
}
