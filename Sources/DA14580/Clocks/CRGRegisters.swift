import Machine

/// The registers of clocks, power and reset.
/// Source: the vendor's public register list.
extension CRG {
  static let otpEnable = Field("OTP_ENABLE", 7)
  static let pclkDiv = Field("PCLK_DIV", 5, 4)
  static let hclkDiv = Field("HCLK_DIV", 1, 0)
  static let xtal16mDisable = Field("XTAL16M_DISABLE", 2)
  static let sysClkSel = Field("SYS_CLK_SEL", 1, 0)
  static let retentionMode = Field("RETENTION_MODE", 11, 8)
  static let radioSleep = Field("RADIO_SLEEP", 2)
  static let periphSleep = Field("PERIPH_SLEEP", 1)
  static let resetOnWakeup = Field("RESET_ON_WAKEUP", 0)
  static let swReset = Field.writeOnly("SW_RESET", 15)
  static let debuggerEnable = Field("DEBUGGER_ENABLE", 7)
  static let padLatchEn = Field("PAD_LATCH_EN", 5)
  static let otpCopy = Field("OTP_COPY", 4)
  static let clk32Source = Field("CLK32_SOURCE", 3)
  static let retSysram = Field("RET_SYSRAM", 2)
  static let remapAdr0 = Field("REMAP_ADR0", 1, 0)
  static let trimTime = Field("TRIM_TIME", 7, 4)
  static let settleTime = Field("SETTLE_TIME", 3, 0)
  static let rc32kEnable = Field("RC32K_ENABLE", 7)
  static let xtal32kEnable = Field("XTAL32K_ENABLE", 0)
  static let rc16mEnable = Field("RC16M_ENABLE", 0)
  static let rcx20kSelect = Field("RCX20K_SELECT", 12)
  static let rcx20kEnable = Field("RCX20K_ENABLE", 11)

  static let clkAmba = Register("CLK_AMBA_REG", at: 0x00, reset: 0x22, [otpEnable, pclkDiv, hclkDiv])
  static let clkFreqTrim = Register.inert(
    "CLK_FREQ_TRIM_REG", at: 0x02, because: "trims a real crystal to its nominal frequency, which the emulated one has",
    [Field("COARSE_ADJ", 10, 8), Field("FINE_ADJ", 7, 0)])
  static let clkPer = Register(
    "CLK_PER_REG", at: 0x04,
    [
      Field("QUAD_ENABLE", 15), Field("SPI_ENABLE", 11), Field("SPI_DIV", 9, 8), Field("UART1_ENABLE", 7),
      Field("UART2_ENABLE", 6), Field("I2C_ENABLE", 5), Field("WAKEUPCT_ENABLE", 4), Field("TMR_ENABLE", 3),
      Field("TMR_DIV", 1, 0),
    ])
  static let clkCtrl = Register(
    "CLK_CTRL_REG", at: 0x0A, reset: 0x80,
    [
      .readOnly("RUNNING_AT_XTAL16M", 7), .readOnly("RUNNING_AT_RC16M", 6), .readOnly("RUNNING_AT_32K", 5),
      Field("XTAL16M_SPIKE_FLT_DISABLE", 3), xtal16mDisable, sysClkSel,
    ])
  static let pmuCtrl = Register(
    "PMU_CTRL_REG", at: 0x10, reset: 0x6,
    [
      retentionMode, Field("FORCE_BOOST", 7), Field("FORCE_BUCK", 6), Field("OTP_COPY_DIV", 5, 4), radioSleep,
      periphSleep, resetOnWakeup,
    ])
  static let sysCtrl = Register(
    "SYS_CTRL_REG", at: 0x12, reset: 0x20,
    [
      swReset, Field("TIMEOUT_DISABLE", 9), debuggerEnable, Field("OTPC_RESET_REQ", 6), padLatchEn, otpCopy,
      clk32Source, retSysram, remapAdr0,
    ])
  static let sysStat = Register(
    "SYS_STAT_REG", at: 0x14, reset: 0x55,
    [
      .readOnly("XTAL16_SETTLED", 7), .readOnly("XTAL16_TRIM_READY", 6), .readOnly("DBG_IS_UP", 5),
      .readOnly("DBG_IS_DOWN", 4), .readOnly("PER_IS_UP", 3), .readOnly("PER_IS_DOWN", 2), .readOnly("RAD_IS_UP", 1),
      .readOnly("RAD_IS_DOWN", 0),
    ])
  static let trimCtrl = Register("TRIM_CTRL_REG", at: 0x16, reset: 0xA2, [trimTime, settleTime])
  static let clk32k = Register(
    "CLK_32K_REG", at: 0x20, reset: 0x79C,
    [
      Field("XTAL32K_DISABLE_AMPREG", 12), Field("RC32K_TRIM", 11, 8), rc32kEnable, Field("XTAL32K_CUR", 6, 3),
      Field("XTAL32K_RBIAS", 2, 1), xtal32kEnable,
    ])
  static let clk16m = Register(
    "CLK_16M_REG", at: 0x22, reset: 0xA0,
    [
      Field("XTAL16_NOISE_FILT_ENABLE", 9), Field("XTAL16_BIAS_SH_ENABLE", 8), Field("XTAL16_CUR_SET", 7, 5),
      Field("RC16M_TRIM", 4, 1), rc16mEnable,
    ])
  static let clkRcx20k = Register(
    "CLK_RCX20K_REG", at: 0x24, reset: 0x178,
    [
      rcx20kSelect, rcx20kEnable, Field("RCX20K_LOWF", 10), Field("RCX20K_BIAS", 9, 8), Field("RCX20K_NTC", 7, 4),
      Field("RCX20K_TRIM", 3, 0),
    ])
  static let anaStatus = Register(
    "ANA_STATUS_REG", at: 0x2A, reset: 0x90,
    [
      .readOnly("BOOST_SELECTED", 9), .readOnly("BANDGAP_OK", 7), .readOnly("BOOST_VBAT_OK", 6),
      .readOnly("LDO_ANA_OK", 5), .readOnly("LDO_VDD_OK", 4), .readOnly("LDO_OTP_OK", 3), .readOnly("VDCDC_OK", 2),
      .readOnly("VBAT1V_OK", 1), .readOnly("VBAT1V_AVAILABLE", 0),
    ])

  static let block = RegisterBlock(
    "CRG", at: 0x5000_0000, size: 0x80, "clocks, power and resets",
    [
      clkAmba,
      clkFreqTrim,
      clkPer,
      Register(
        "CLK_RADIO_REG", at: 0x08, reset: 0x40, coverage: .storage,
        [
          Field("BLE_ENABLE", 7), Field("BLE_LP_RESET", 6), Field("BLE_DIV", 5, 4), Field("RFCU_ENABLE", 3),
          Field("RFCU_DIV", 1, 0),
        ]),
      clkCtrl,
      pmuCtrl,
      sysCtrl,
      sysStat,
      trimCtrl,
      clk32k,
      clk16m,
      clkRcx20k,
      .inert(
        "BANDGAP_REG", at: 0x28, because: "trims references, which have their nominal values here",
        [Field("BGR_LOWPOWER", 14), Field("LDO_RET_TRIM", 13, 10), Field("BGR_ITRIM", 9, 5), Field("BGR_TRIM", 4, 0)]),
      anaStatus,
    ])
}
