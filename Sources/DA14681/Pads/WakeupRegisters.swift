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
  static let wkupSelectP0 = Register(
    "WKUP_SELECT_P0_REG", at: 0x0A,
    [Field("WKUP_SELECT_P0", 7, 0)])
  static let wkupSelectP1 = Register(
    "WKUP_SELECT_P1_REG", at: 0x0C,
    [Field("WKUP_SELECT_P1", 7, 0)])
  static let wkupSelectP2 = Register(
    "WKUP_SELECT_P2_REG", at: 0x0E,
    [Field("WKUP_SELECT_P2", 4, 0)])
  static let wkupSelectP3 = Register(
    "WKUP_SELECT_P3_REG", at: 0x10,
    [Field("WKUP_SELECT_P3", 7, 0)])
  static let wkupSelectP4 = Register(
    "WKUP_SELECT_P4_REG", at: 0x12,
    [Field("WKUP_SELECT_P4", 7, 0)])
  static let wkupPolP0 = Register(
    "WKUP_POL_P0_REG", at: 0x14,
    [Field("WKUP_POL_P0", 7, 0)])
  static let wkupPolP1 = Register(
    "WKUP_POL_P1_REG", at: 0x16,
    [Field("WKUP_POL_P1", 7, 0)])
  static let wkupPolP2 = Register(
    "WKUP_POL_P2_REG", at: 0x18,
    [Field("WKUP_POL_P2", 4, 0)])
  static let wkupPolP3 = Register(
    "WKUP_POL_P3_REG", at: 0x1A,
    [Field("WKUP_POL_P3", 7, 0)])
  static let wkupPolP4 = Register(
    "WKUP_POL_P4_REG", at: 0x1C,
    [Field("WKUP_POL_P4", 7, 0)])

  static let block = RegisterBlock(
    "WAKEUP", at: 0x5000_0100, size: 0x100, "wake-up by pads, and event counter",
    [
      wkupCtrl, wkupCompare, wkupResetIrq, wkupCounter, wkupResetCntr, wkupSelectP0, wkupSelectP1, wkupSelectP2,
      wkupSelectP3, wkupSelectP4, wkupPolP0, wkupPolP1, wkupPolP2, wkupPolP3, wkupPolP4,
    ])
}
