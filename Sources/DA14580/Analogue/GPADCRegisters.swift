import Machine

/// The registers of the general-purpose ADC.
/// Source: the vendor's public register list.
extension GPADC {
  static let isChopping = Field("GP_ADC_CHOP", 13)
  static let isMuted = Field("GP_ADC_MUTE", 12)
  static let isSingleEnded = Field("GP_ADC_SE", 11)
  static let sign = Field("GP_ADC_SIGN", 10)
  static let select = Field("GP_ADC_SEL", 9, 6)
  static let isInterruptEnabled = Field("GP_ADC_MINT", 5)
  static let isDone = Field.readOnly("GP_ADC_INT", 4)
  static let isStarted = Field("GP_ADC_START", 1)
  static let isEnabled = Field("GP_ADC_EN", 0)
  static let isAttenuated = Field("GP_ADC_ATTN3X", 1)
  static let isDelayed = Field("GP_ADC_DELAY_EN", 0)
  static let startDelay = Field("DEL_ADC_START", 15, 8)

  static let control = Register(
    "GP_ADC_CTRL_REG", at: 0x00,
    [
      Field("GP_ADC_LDO_ZERO", 15), Field("GP_ADC_LDO_EN", 14), isChopping, isMuted, isSingleEnded, sign, select,
      isInterruptEnabled, isDone, Field("GP_ADC_CLK_SEL", 3), Field("GP_ADC_TEST", 2), isStarted, isEnabled,
    ])
  static let control2 = Register(
    "GP_ADC_CTRL2_REG", at: 0x02, [Field("GP_ADC_I20U", 3), Field("GP_ADC_IDYN", 2), isAttenuated, isDelayed])
  static let offsetPositive = Register("GP_ADC_OFFP_REG", at: 0x04, reset: 0x200, [Field("GP_ADC_OFFP", 9, 0)])
  static let offsetNegative = Register("GP_ADC_OFFN_REG", at: 0x06, reset: 0x200, [Field("GP_ADC_OFFN", 9, 0)])
  static let clearInterrupt = Register("GP_ADC_CLEAR_INT_REG", at: 0x08, [.writeOnly("GP_ADC_CLR_INT", 15, 0)])
  static let result = Register("GP_ADC_RESULT_REG", at: 0x0A, [.readOnly("GP_ADC_VAL", 9, 0)])
  static let delay2 = Register("GP_ADC_DELAY2_REG", at: 0x0E, reset: 0x8880, [startDelay, Field("DEL_ADC_EN", 7, 0)])

  static let block = RegisterBlock(
    "GPADC", at: 0x5000_1500, size: 0x100, "general-purpose ADC",
    [
      control,
      control2,
      offsetPositive,
      offsetNegative,
      clearInterrupt,
      result,
      .inert(
        "GP_ADC_DELAY_REG", at: 0x0C,
        because: "when the converter's regulator is switched on, before the start that the delays end in",
        [Field("DEL_LDO_EN", 7, 0)]),
      delay2,
    ])
}
