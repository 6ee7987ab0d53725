import Machine

/// The registers of clocks, power and reset.
/// Source: the vendor's public register list.
extension CRGTop {
  static let qspiEnable = Field("QSPI_ENABLE", 12)
  static let qspiDiv = Field("QSPI_DIV", 11, 10)
  static let pclkDiv = Field("PCLK_DIV", 5, 4)
  static let hclkDiv = Field("HCLK_DIV", 2, 0)
  static let runningAtPll96m = Field.readOnly("RUNNING_AT_PLL96M", 15)
  static let runningAtXtal16m = Field.readOnly("RUNNING_AT_XTAL16M", 14)
  static let runningAtRc16m = Field.readOnly("RUNNING_AT_RC16M", 13)
  static let runningAt32k = Field.readOnly("RUNNING_AT_32K", 12)
  static let clk32kSource = Field("CLK32K_SOURCE", 9, 8)
  static let pllDiv2 = Field("PLL_DIV2", 5)
  static let xtal32mMode = Field("XTAL32M_MODE", 3)
  static let xtal16mDisable = Field("XTAL16M_DISABLE", 2)
  static let sysClkSel = Field("SYS_CLK_SEL", 1, 0)
  static let retainEccram = Field("RETAIN_ECCRAM", 15)
  static let retainCache = Field("RETAIN_CACHE", 14)
  static let retainRam = Field("RETAIN_RAM", 12, 8)
  static let resetOnWakeup = Field("RESET_ON_WAKEUP", 5)
  static let ftdfSleep = Field("FTDF_SLEEP", 3)
  static let bleSleep = Field("BLE_SLEEP", 2)
  static let radioSleep = Field("RADIO_SLEEP", 1)
  static let periphSleep = Field("PERIPH_SLEEP", 0)
  static let swReset = Field.writeOnly("SW_RESET", 15)
  static let remapIntvect = Field("REMAP_INTVECT", 14)
  static let qspiInit = Field("QSPI_INIT", 12)
  static let cacheramMux = Field("CACHERAM_MUX", 10)
  static let debuggerEnable = Field("DEBUGGER_ENABLE", 7)
  static let p06PWMMode = Field("P06_TMR1_PWM_MODE", 14)
  static let padLatchEn = Field("PAD_LATCH_EN", 5)
  static let remapRams = Field("REMAP_RAMS", 4, 3)
  static let remapAdr0 = Field("REMAP_ADR0", 2, 0)
  static let rc32kEnable = Field("RC32K_ENABLE", 7)
  static let xtal32kEnable = Field("XTAL32K_ENABLE", 0)
  static let rc16mEnable = Field("RC16M_ENABLE", 0)
  static let rcx20kEnable = Field("RCX20K_ENABLE", 11)
  static let vbusIrqEnRise = Field("VBUS_IRQ_EN_RISE", 1)
  static let vbusIrqEnFall = Field("VBUS_IRQ_EN_FALL", 0)
  static let bodVbatEn = Field("BOD_VBAT_EN", 5)
  /// The comparators' enable bits.
  static let bodComparators = [
    bodVbatEn, Field("BOD_1V8_FLASH_EN", 4), Field("BOD_1V8_PA_EN", 3), Field("BOD_V33_EN", 2), Field("BOD_VDD_EN", 1),
  ]
  static let bodResetEn = Field("BOD_RESET_EN", 0)
  static let bodVbatLow = Field("BOD_VBAT_LOW", 4)
  static let ldoRadioEnable = Field("LDO_RADIO_ENABLE", 14)
  static let ldo1v8PaOn = Field("LDO_1V8_PA_ON", 3)
  static let ldo1v8FlashOn = Field("LDO_1V8_FLASH_ON", 2)
  static let ldo3v3On = Field("LDO_3V3_ON", 1)
  static let ldo1v2On = Field("LDO_1V2_ON", 0)
  static let xtalrdyCnt = Field("XTALRDY_CNT", 7, 0)

  static let clkAmba = Register(
    "CLK_AMBA_REG", at: 0x00, reset: 0x22,
    [
      qspiEnable, qspiDiv, Field("OTP_ENABLE", 9), Field("TRNG_CLK_ENABLE", 8),
      Field("ECC_CLK_ENABLE", 7), Field("AES_CLK_ENABLE", 6), pclkDiv, hclkDiv,
    ])
  static let clkFreqTrim = Register.inert(
    "CLK_FREQ_TRIM_REG", at: 0x02, because: "trims a real crystal to its nominal frequency, which the emulated one has",
    [Field("COARSE_ADJ", 10, 8), Field("FINE_ADJ", 7, 0)])
  private static let radioDivider = "divides a clock whose enable bit is noted"
  static let clkRadio = Register(
    "CLK_RADIO_REG", at: 0x08, reset: 0x40, coverage: .storage,
    [
      Field("FTDF_MAC_ENABLE", 11), Field("FTDF_MAC_DIV", 9, 8).inert(because: radioDivider),
      Field("BLE_ENABLE", 7), Field("BLE_LP_RESET", 6), Field("BLE_DIV", 5, 4).inert(because: radioDivider),
      Field("RFCU_ENABLE", 3), Field("RFCU_DIV", 1, 0).inert(because: radioDivider),
    ])
  static let clkCtrl = Register(
    "CLK_CTRL_REG", at: 0x0A, reset: 0x2001,
    [
      runningAtPll96m, runningAtXtal16m, runningAtRc16m, runningAt32k, clk32kSource, Field("DIVN_SYNC_LEVEL", 7),
      Field("DIVN_XTAL32M_MODE", 6), pllDiv2, Field("USB_CLK_SRC", 4), xtal32mMode, xtal16mDisable, sysClkSel,
    ])
  static let clkTmr = Register(
    "CLK_TMR_REG", at: 0x0C,
    [
      p06PWMMode, Field("WAKEUPCT_ENABLE", 13), Field("BREATH_ENABLE", 12),
      Field("TMR2_CLK_SEL", 11), Field("TMR2_ENABLE", 10), Field("TMR2_DIV", 9, 8), Field("TMR1_CLK_SEL", 7),
      Field("TMR1_ENABLE", 6), Field("TMR1_DIV", 5, 4), Field("TMR0_CLK_SEL", 3), Field("TMR0_ENABLE", 2),
      Field("TMR0_DIV", 1, 0),
    ])
  static let pmuCtrl = Register(
    "PMU_CTRL_REG", at: 0x10, reset: 0xF,
    [
      retainEccram, retainCache, Field("ENABLE_CLKLESS", 13), retainRam, Field("OTP_COPY_DIV", 7, 6), resetOnWakeup,
      ftdfSleep, bleSleep, radioSleep, periphSleep,
    ])
  static let sysCtrl = Register(
    "SYS_CTRL_REG", at: 0x12, reset: 0x20,
    [
      swReset, remapIntvect, Field("OTP_COPY", 13), qspiInit, Field("DEV_PHASE", 11), cacheramMux,
      Field("TIMEOUT_DISABLE", 9), Field("DRA_OFF", 8), debuggerEnable, Field("OTPC_RESET_REQ", 6),
      padLatchEn, remapRams, remapAdr0,
    ])
  static let sysStat = Register(
    "SYS_STAT_REG", at: 0x14, reset: 0x545,
    [
      .readOnly("FTDF_IS_UP", 11), .readOnly("FTDF_IS_DOWN", 10), .readOnly("BLE_IS_UP", 9),
      .readOnly("BLE_IS_DOWN", 8), .readOnly("XTAL16_TRIM_READY", 6), .readOnly("DBG_IS_ACTIVE", 5),
      .readOnly("PER_IS_UP", 3), .readOnly("PER_IS_DOWN", 2), .readOnly("RAD_IS_UP", 1), .readOnly("RAD_IS_DOWN", 0),
    ])
  /// The two that follow stand in public headers for this chip, not in the list.
  static let trimControl = Register.inert(
    "TRIM_CTRL_REG", at: 0x16, because: "how long the crystal's trim settles: it is ready after half a millisecond",
    [Field("XTAL_TRIM_SELECT", 7, 6), Field("XTAL_COUNT_N", 5, 0)])
  static let divnSync = Register.inert(
    "DIVN_SYNC", at: 0x18, because: "synchronises the crystal's divider, whose output has no phase here",
    [Field("VALUE", 15, 0)])
  static let clk32k = Register(
    "CLK_32K_REG", at: 0x20, reset: 0x79C,
    [
      Field("XTAL32K_DISABLE_AMPREG", 12), Field("RC32K_TRIM", 11, 8), rc32kEnable, Field("XTAL32K_CUR", 6, 3),
      Field("XTAL32K_RBIAS", 2, 1), xtal32kEnable,
    ])
  static let clk16m = Register(
    "CLK_16M_REG", at: 0x22, reset: 0xC00,
    [
      Field("RC16M_STARTUP_DISABLE", 15), Field("XTAL16_HPASS_FLT_EN", 14), Field("XTAL16_SPIKE_FLT_BYPASS", 13),
      Field("XTAL16_AMP_TRIM", 12, 10), Field("XTAL16_EXT_CLK_ENABLE", 9), Field("XTAL16_MAX_CURRENT", 8),
      Field("XTAL16_CUR_SET", 7, 5), Field("RC16M_TRIM", 4, 1), rc16mEnable,
    ])
  static let clkRcx20k = Register(
    "CLK_RCX20K_REG", at: 0x24, reset: 0x178,
    [
      rcx20kEnable, Field("RCX20K_LOWF", 10), Field("RCX20K_BIAS", 9, 8), Field("RCX20K_NTC", 7, 4),
      Field("RCX20K_TRIM", 3, 0),
    ])
  static let bandgap = Register.inert(
    "BANDGAP_REG", at: 0x28, because: "trims references, which have their nominal values here",
    [
      Field("BYPASS_COLD_BOOT_DISABLE", 14), Field("LDO_SLEEP_TRIM", 13, 10), Field("BGR_ITRIM", 9, 5),
      Field("BGR_TRIM", 4, 0),
    ])
  static let anaStatus = Register(
    "ANA_STATUS_REG", at: 0x2A, reset: 0x90,
    [
      .readOnly("COMP_1V8_PA_HIGH", 15), .readOnly("COMP_1V8_FLASH_HIGH", 14), .readOnly("COMP_V33_HIGH", 13),
      .readOnly("COMP_VBUS_LOW", 12), .readOnly("COMP_VBUS_HIGH", 11), .readOnly("LDO_1V8_FLASH_OK", 10),
      .readOnly("LDO_1V8_PA_OK", 9), .readOnly("LDO_CORE_OK", 8), .readOnly("COMP_VDD_HIGH", 7),
      .readOnly("BANDGAP_OK", 6), .readOnly("LDO_SUPPLY_USB_OK", 5), .readOnly("LDO_SUPPLY_VBAT_OK", 4),
      .readOnly("NEWBAT", 3), .readOnly("VBUS_AVAILABLE", 2), .readOnly("COMP_VBAT_OK", 1),
      .readOnly("LDO_RADIO_OK", 0),
    ])
  static let vbusIrqMask = Register(
    "VBUS_IRQ_MASK_REG", at: 0x30,
    [vbusIrqEnRise, vbusIrqEnFall])
  static let vbusIrqClear = Register(
    "VBUS_IRQ_CLEAR_REG", at: 0x32,
    [Field("VBUS_IRQ_CLEAR", 15, 0)])
  static let bodCtrl = Register.inert(
    "BOD_CTRL_REG", at: 0x34, reset: 0x755,
    because:
      "levels and trims of comparators on regulated rails, which never sag here; the cell's comparator is not theirs",
    [
      Field("BOD_VDD_LVL", 10, 8), Field("BOD_V33_TRIM", 7, 6), Field("BOD_1V8_PA_TRIM", 5, 4),
      Field("BOD_1V8_FLASH_TRIM", 3, 2), Field("BOD_VDD_TRIM", 1, 0),
    ])
  static let bodCtrl2 = Register(
    "BOD_CTRL2_REG", at: 0x36,
    bodComparators + [bodResetEn])
  static let bodStatus = Register(
    "BOD_STATUS_REG", at: 0x38,
    [
      bodVbatLow, Field("BOD_V33_LOW", 3), Field("BOD_1V8_FLASH_LOW", 2), Field("BOD_1V8_PA_LOW", 1),
      Field("BOD_VDD_LOW", 0),
    ])
  static let ldoCtrl1 = Register(
    "LDO_CTRL1_REG", at: 0x3A, reset: 0x57,
    [
      ldoRadioEnable, Field("LDO_RADIO_SETVDD", 13, 11), Field("LDO_CORE_SETVDD", 10, 8),
      Field("LDO_SUPPLY_USB_LEVEL", 7, 6), Field("LDO_SUPPLY_VBAT_LEVEL", 5, 4), Field("LDO_VBAT_RET_LEVEL", 3, 2),
      Field("LDO_CORE_CURLIM", 1, 0),
    ])
  static let ldoCtrl2 = Register(
    "LDO_CTRL2_REG", at: 0x3C, reset: 0xF,
    [
      Field("LDO_1V8_PA_RET_DISABLE", 6), Field("LDO_1V8_FLASH_RET_DISABLE", 5), Field("LDO_VBAT_RET_DISABLE", 4),
      ldo1v8PaOn, ldo1v8FlashOn, ldo3v3On, ldo1v2On,
    ])
  static let sleepTimer = Register.inert(
    "SLEEP_TIMER_REG", at: 0x3E,
    because: "how often the retention regulators recharge in sleep, whose cost is part of the sleep current",
    [Field("SLEEP_TIMER", 15, 0)])
  /// From here to AON_SPARE, but for XTALRDY_CTRL, the list has none; public headers for this chip and its successor do.
  static let powerControl = Register.inert(
    "POWER_CTRL_REG", at: 0x40, because: "trims the comparator that tells a new battery, which there never is",
    [Field("TRIM_NEWBAT", 2, 0)])
  static let xtalrdyCtrl = Register(
    "XTALRDY_CTRL_REG", at: 0x50,
    [xtalrdyCnt])
  static let crystalControl = Register.inert(
    "XTAL16M_CTRL_REG", at: 0x56, because: "how the crystal's amplitude is regulated, which has no state here",
    [Field("VALUE", 15, 0)])
  static let forceSleep = Register.inert(
    "FORCE_SLEEP_REG", at: 0x60, because: "sends BLE and FTDF to sleep, which are never awake here",
    [Field("FORCE_BLE_SLEEP", 1), Field("FORCE_FTDF_SLEEP", 0)])
  static let ldosDisable = Register.inert(
    "LDOS_DISABLE_REG", at: 0x62,
    because: "which regulator feeds the rails, whose cost is part of the chip's currents", [Field("LDOS_DISABLE", 0)])
  static let aonSpare = Register.inert(
    "AON_SPARE", at: 0x64,
    because: "holds the crystal's amplitude and the retention of the supplies' switches, which have no state here",
    [Field("VALUE", 15, 0)])

  static let block = RegisterBlock(
    "CRG_TOP", at: 0x5000_0000, size: 0x82, "clocks, power and resets",
    [
      clkAmba, clkFreqTrim, clkRadio, clkCtrl, clkTmr, pmuCtrl, sysCtrl, sysStat, trimControl, divnSync, clk32k, clk16m,
      clkRcx20k,
      bandgap, anaStatus, vbusIrqMask, vbusIrqClear, bodCtrl, bodCtrl2, bodStatus, ldoCtrl1, ldoCtrl2, sleepTimer,
      powerControl, xtalrdyCtrl, crystalControl, forceSleep, ldosDisable, aonSpare,
    ])
}
