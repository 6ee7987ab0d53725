import Machine

/// General-purpose registers: freeze bits and the PLL.
/// Source: the vendor's public register list.
extension GPREG {
  static let ldoPllEnable = Field("LDO_PLL_ENABLE", 1)
  static let pllEn = Field("PLL_EN", 0)
  static let pllCalibrEnd = Field.readOnly("PLL_CALIBR_END", 11)
  static let ldoPllOk = Field.readOnly("LDO_PLL_OK", 1)
  static let pllLockFine = Field.readOnly("PLL_LOCK_FINE", 0)

  static let setFreeze = Register(
    "SET_FREEZE_REG", at: 0x00,
    [
      Field("FRZ_SWTIM2", 7), Field("FRZ_SWTIM1", 6), Field("FRZ_DMA", 5), Field("FRZ_USB", 4), Field("FRZ_WDOG", 3),
      Field("FRZ_BLETIM", 2), Field("FRZ_SWTIM0", 1), Field("FRZ_WKUPTIM", 0),
    ])
  static let resetFreeze = Register(
    "RESET_FREEZE_REG", at: 0x02,
    [
      Field("FRZ_SWTIM2", 7), Field("FRZ_SWTIM1", 6), Field("FRZ_DMA", 5), Field("FRZ_USB", 4), Field("FRZ_WDOG", 3),
      Field("FRZ_BLETIM", 2), Field("FRZ_SWTIM0", 1), Field("FRZ_WKUPTIM", 0),
    ])
  static let debug = Register.inert(
    "DEBUG_REG", at: 0x04, reset: 0x1, because: "freezes blocks while a debugger holds the CPU, which none does here",
    [Field("DEBUGS_FREEZE_EN", 0)])
  static let gpStatus = Register.inert(
    "GP_STATUS_REG", at: 0x06, because: "a mark of the firmware's own for production testers",
    [Field("CAL_PHASE", 0)])
  static let gpControl = Register(
    "GP_CONTROL_REG", at: 0x08, coverage: .storage,
    [
      .readOnly("BLE_DEEPSLDUR_MONITOR", 15, 8), .readOnly("BLE_WAKEUP_LP_IRQ", 2),
      Field("BLE_H2H_BRIDGE_BYPASS", 1), Field("BLE_WAKEUP_REQ", 0),
    ])
  static let eccBaseAddr = Register.inert(
    "ECC_BASE_ADDR_REG", at: 0x0A, because: "read by the ECC engine alone, whose own registers are noted",
    [Field("ECC_BASE_ADDR", 6, 0)])
  static let ledControl = Register(
    "LED_CONTROL_REG", at: 0x0C,
    [
      Field("LED3_EN", 5), Field("LED2_EN", 4), Field("LED1_EN", 3), Field("LED3_SRC_SEL", 2),
      Field("LED2_SRC_SEL", 1), Field("LED1_SRC_SEL", 0),
    ])
  static let pllSysCtrl1 = Register(
    "PLL_SYS_CTRL1_REG", at: 0x10, reset: 0x100,
    [Field("PLL_R_DIV", 14, 8), Field("LDO_PLL_VREF_HOLD", 2), ldoPllEnable, pllEn])
  private static let pllAnalogue = "the PLL's analogue settings: it locks whatever they are"
  static let pllSysCtrl2 = Register(
    "PLL_SYS_CTRL2_REG", at: 0x12, reset: 0x2006, coverage: .storage,
    [
      Field("PLL_SEL_MIN_CUR_INT", 14).inert(because: pllAnalogue),
      Field("PLL_DEL_SEL", 13, 12).inert(because: pllAnalogue),
      Field("PLL_N_DIV", 6, 0),
    ])
  static let pllSysCtrl3 = Register.inert(
    "PLL_SYS_CTRL3_REG", at: 0x14, reset: 0x3C09, because: pllAnalogue,
    [Field("PLL_RECALIB", 15), Field("PLL_START_DEL", 14, 10), Field("PLL_ICP_SEL", 4, 0)])
  static let pllSysStatus = Register(
    "PLL_SYS_STATUS_REG", at: 0x16,
    [pllCalibrEnd, .readOnly("PLL_PLL_BEST_MIN_CUR", 10, 5), ldoPllOk, pllLockFine])
  static let pllSysTest = Register(
    "PLL_SYS_TEST_REG", at: 0x18, reset: 0x70, coverage: .storage,
    [
      Field("PLL_LOCK_DET_RES_CNT", 15, 13), Field("PLL_SEL_R_DIV_TEST", 11), Field("PLL_SEL_N_DIV_TEST", 10),
      Field("PLL_CHANGE", 9), Field("PLL_OPEN_LOOP", 8), Field("PLL_TEST_VCTR", 7),
      Field("PLL_MIN_CURRENT", 6, 1).inert(because: pllAnalogue),
      Field("PLL_DIS_LOOPFILT", 0),
    ])

  static let block = RegisterBlock(
    "GPREG", at: 0x5000_3300, size: 0x100, "freeze bits, PLL and LED control",
    [
      setFreeze, resetFreeze, debug, gpStatus, gpControl, eccBaseAddr, ledControl, pllSysCtrl1, pllSysCtrl2,
      pllSysCtrl3, pllSysStatus, pllSysTest,
    ])
}
