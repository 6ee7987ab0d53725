import Machine

/// The registers of the pads' interrupts and of the keyboard's.
/// Source: the vendor's public register list.
extension Keyboard {
  static let debounceTime = Field("DEB_VALUE", 5, 0)
  static let isReleaseReported = Field("KBRD_REL", 15)
  static let isActiveLow = Field("KBRD_LEVEL", 14)
  static let repeatTime = Field("KEY_REPEAT", 13, 8)

  static let debounce = Register(
    "GPIO_DEBOUNCE_REG", at: 0x0C,
    [
      Field("DEB_ENABLE_KBRD", 13), Field("DEB_ENABLE4", 12), Field("DEB_ENABLE3", 11), Field("DEB_ENABLE2", 10),
      Field("DEB_ENABLE1", 9), Field("DEB_ENABLE0", 8), debounceTime,
    ])
  static let resetRequests = Register(
    "GPIO_RESET_IRQ_REG", at: 0x0E,
    [
      .writeOnly("RESET_KBRD_IRQ", 5), .writeOnly("RESET_GPIO4_IRQ", 4), .writeOnly("RESET_GPIO3_IRQ", 3),
      .writeOnly("RESET_GPIO2_IRQ", 2), .writeOnly("RESET_GPIO1_IRQ", 1), .writeOnly("RESET_GPIO0_IRQ", 0),
    ])
  static let levelControl = Register(
    "GPIO_INT_LEVEL_CTRL_REG", at: 0x10,
    [
      Field("EDGE_LEVELn4", 12), Field("EDGE_LEVELn3", 11), Field("EDGE_LEVELn2", 10), Field("EDGE_LEVELn1", 9),
      Field("EDGE_LEVELn0", 8), Field("INPUT_LEVEL4", 4), Field("INPUT_LEVEL3", 3), Field("INPUT_LEVEL2", 2),
      Field("INPUT_LEVEL1", 1), Field("INPUT_LEVEL0", 0),
    ])
  static let keys0 = Register(
    "KBRD_IRQ_IN_SEL0_REG", at: 0x12,
    [
      isReleaseReported, isActiveLow, repeatTime, Field("KBRD_P07_EN", 7), Field("KBRD_P06_EN", 6),
      Field("KBRD_P05_EN", 5), Field("KBRD_P04_EN", 4), Field("KBRD_P03_EN", 3), Field("KBRD_P02_EN", 2),
      Field("KBRD_P01_EN", 1), Field("KBRD_P00_EN", 0),
    ])
  static let keys12 = Register(
    "KBRD_IRQ_IN_SEL1_REG", at: 0x14,
    [
      Field("KBRD_P15_EN", 15), Field("KBRD_P14_EN", 14), Field("KBRD_P13_EN", 13), Field("KBRD_P12_EN", 12),
      Field("KBRD_P11_EN", 11), Field("KBRD_P10_EN", 10), Field("KBRD_P29_EN", 9), Field("KBRD_P28_EN", 8),
      Field("KBRD_P27_EN", 7), Field("KBRD_P26_EN", 6), Field("KBRD_P25_EN", 5), Field("KBRD_P24_EN", 4),
      Field("KBRD_P23_EN", 3), Field("KBRD_P22_EN", 2), Field("KBRD_P21_EN", 1), Field("KBRD_P20_EN", 0),
    ])
  static let keys3 = Register(
    "KBRD_IRQ_IN_SEL2_REG", at: 0x16,
    [
      Field("KBRD_P37_EN", 7), Field("KBRD_P36_EN", 6), Field("KBRD_P35_EN", 5), Field("KBRD_P34_EN", 4),
      Field("KBRD_P33_EN", 3), Field("KBRD_P32_EN", 2), Field("KBRD_P31_EN", 1), Field("KBRD_P30_EN", 0),
    ])

  static let block = RegisterBlock(
    "KBRD", at: 0x5000_1400, size: 0x100, "interrupts of pads and keyboard",
    [
      Register("GPIO_IRQ0_IN_SEL_REG", at: 0x00, [Field("KBRD_IRQ0_SEL", 5, 0)]),
      Register("GPIO_IRQ1_IN_SEL_REG", at: 0x02, [Field("KBRD_IRQ1_SEL", 5, 0)]),
      Register("GPIO_IRQ2_IN_SEL_REG", at: 0x04, [Field("KBRD_IRQ2_SEL", 5, 0)]),
      Register("GPIO_IRQ3_IN_SEL_REG", at: 0x06, [Field("KBRD_IRQ3_SEL", 5, 0)]),
      Register("GPIO_IRQ4_IN_SEL_REG", at: 0x08, [Field("KBRD_IRQ4_SEL", 5, 0)]),
      debounce,
      resetRequests,
      levelControl,
      keys0,
      keys12,
      keys3,
    ])
}
