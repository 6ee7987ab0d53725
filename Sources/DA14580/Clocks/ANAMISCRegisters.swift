import Machine

/// The registers of the clock calibration.
/// Source: the vendor's public register list.
extension ANAMISC {
  static let isRunning = Field("REF_CAL_START", 2)
  static let clock = Field("REF_CLK_SEL", 1, 0)

  static let selection = Register("CLK_REF_SEL_REG", at: 0x00, [isRunning, clock])
  static let count = Register("CLK_REF_CNT_REG", at: 0x02, [Field("REF_CNT_VAL", 15, 0)])
  static let low = Register("CLK_REF_VAL_L_REG", at: 0x04, [.readOnly("XTAL_CNT_VAL", 15, 0)])
  static let high = Register("CLK_REF_VAL_H_REG", at: 0x06, [.readOnly("XTAL_CNT_VAL", 15, 0)])

  static let block = RegisterBlock(
    "ANAMISC", at: 0x5000_1600, size: 0x100, "clock calibration",
    [
      selection,
      count,
      low,
      high,
    ])
}
