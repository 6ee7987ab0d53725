import Machine

/// The clock gates of the peripheral domain.
/// Source: the vendor's public register list.
extension CRGPer {
  static let clkPer = Register(
    "CLK_PER_REG", at: 0x04,
    [
      Field("ADC_CLK_SEL", 11), Field("KBSCAN_CLK_SEL", 10), Field("I2C_CLK_SEL", 9), Field("SPI_CLK_SEL", 8),
      Field("KBSCAN_ENABLE", 5), Field("IR_CLK_ENABLE", 4), Field("QUAD_ENABLE", 3), Field("I2C_ENABLE", 2),
      Field("SPI_ENABLE", 1), Field("UART_ENABLE", 0),
    ])
  static let pcmDiv = Register(
    "PCM_DIV_REG", at: 0x40, coverage: .storage,
    [Field("PCM_SRC_SEL", 13), Field("CLK_PCM_EN", 12), Field("PCM_DIV", 11, 0)])
  static let pcmFdiv = Register(
    "PCM_FDIV_REG", at: 0x42, coverage: .storage,
    [Field("PCM_FDIV", 15, 0)])
  static let pdmDiv = Register(
    "PDM_DIV_REG", at: 0x44, coverage: .storage,
    [Field("PDM_MASTER_MODE", 9), Field("CLK_PDM_EN", 8), Field("PDM_DIV", 7, 0)])
  static let srcDiv = Register(
    "SRC_DIV_REG", at: 0x46, coverage: .storage,
    [Field("CLK_SRC_EN", 8), Field("SRC_DIV", 7, 0)])
  static let usbpad = Register(
    "USBPAD_REG", at: 0x4A, coverage: .storage,
    [
      Field("USBPHY_FORCE_SW2_ON", 2), Field("USBPHY_FORCE_SW1_OFF", 1),
      Field("USBPAD_EN", 0).inert(because: "the transceiver's pads are on whenever it is"),
    ])

  static let block = RegisterBlock(
    "CRG_PER", at: 0x5000_1C00, size: 0x100, "clocks of the peripheral domain",
    [
      clkPer, pcmDiv, pcmFdiv, pdmDiv, srcDiv, usbpad,
    ])
}
