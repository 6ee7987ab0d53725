import Machine

/// The registers of the charger, the fuel gauge and the clock calibration, which share one window.
extension ANAMISC {
  static let chargeLevel = Field("CHARGE_LEVEL", 4, 0)
  static let isCharging = Field("CHARGE_ON", 5)
  static let ignoresThermistor = Field("NTC_DISABLE", 6)
  static let ignoresCold = Field("NTC_LOW_DISABLE", 7)
  static let chargeCurrent = Field("CHARGE_CUR", 11, 8)
  static let dieLimit = Field("DIE_TEMP_SET", 13, 12)
  static let ignoresDie = Field("DIE_TEMP_DISABLE", 14)
  static let testMode = Field("CHARGER_TEST", 15, 13)
  static let isGaugeEnabled = Field("SOC_ENABLE", 0)
  static let resetsCharge = Field("SOC_RESET_CHARGE", 1)
  static let resetsAverage = Field("SOC_RESET_AVG", 2)
  static let isMuted = Field("SOC_MUTE", 3)
  static let isInverted = Field("SOC_SIGN", 5)
  static let gaugeDAC = Field("SOC_IDAC", 7, 6)
  static let gaugeBias = Field("SOC_BIAS", 13, 12)
  static let gaugeInput = Field("SOC_RVI", 1, 0)
  static let calibrationClock = Field("REF_CLK_SEL", 1, 0)
  static let isCalibrating = Field("REF_CAL_START", 2)

  static let chargerControl1 = Register(
    "CHARGER_CTRL1_REG", at: 0x08, reset: 0x2000,
    [chargeLevel, isCharging, ignoresThermistor, ignoresCold, chargeCurrent, dieLimit, ignoresDie])
  static let chargerControl2 = Register(
    "CHARGER_CTRL2_REG", at: 0x0A, reset: 0xF07,
    [
      Field("CURRENT_GAIN_TRIM", 3, 0), Field("CHARGER_VFLOAT_ADJ", 7, 4), Field("CURRENT_OFFSET_TRIM", 12, 8),
      testMode,
    ])
  static let chargerStatus = Register(
    "CHARGER_STATUS_REG", at: 0x0C,
    [
      .readOnly("CHARGER_CC_MODE", 0), .readOnly("CHARGER_CV_MODE", 1), .readOnly("END_OF_CHARGE", 2),
      .readOnly("CHARGER_BATTEMP_LOW", 3), .readOnly("CHARGER_BATTEMP_OK", 4), .readOnly("CHARGER_BATTEMP_HIGH", 5),
      .readOnly("CHARGER_TMODE_PROT", 6),
    ])
  static let gaugeControl1 = Register(
    "SOC_CTRL1_REG", at: 0x40, reset: 0xD880,
    [
      isGaugeEnabled, resetsCharge, resetsAverage, isMuted, Field("SOC_GPIO", 4), isInverted, gaugeDAC,
      Field("SOC_LPF", 8), Field("SOC_CLK", 11, 9), gaugeBias, Field("SOC_CINT", 15, 14),
    ])
  static let gaugeControl2 = Register(
    "SOC_CTRL2_REG", at: 0x42, reset: 0x776A,
    [
      gaugeInput, Field("SOC_SCYCLE", 4, 2), Field("SOC_DCYCLE", 5), Field("SOC_ICM", 7, 6), Field("SOC_CHOP", 10, 8),
      Field("SOC_CMIREG_ENABLE", 11), Field("SOC_MAW", 14, 12), Field("SOC_DYNAVG", 15),
    ])
  static let gaugeControl3 = Register.inert(
    "SOC_CTRL3_REG", at: 0x44, reset: 0x11, because: "the gauge's analogue settings: its integrator is ideal here",
    [Field("SOC_VSAT", 1, 0), Field("SOC_DYNTARG", 2), Field("SOC_DYNHYS", 3), Field("SOC_VCMI", 5, 4)])
  /// A read brings the gauge's account up to the present, which software cannot tell.
  static let chargeCounter1 = Register(
    "SOC_CHARGE_CNTR1_REG", at: 0x48, [.readOnly("CHARGE_CNT1", 15, 0, onRead: .modifyExternal)])
  static let chargeCounter2 = Register(
    "SOC_CHARGE_CNTR2_REG", at: 0x4A, [.readOnly("CHARGE_CNT2", 15, 0, onRead: .modifyExternal)])
  static let chargeCounter3 = Register(
    "SOC_CHARGE_CNTR3_REG", at: 0x4C, [.readOnly("CHARGE_CNT3", 7, 0, onRead: .modifyExternal)])
  static let chargeAverage = Register(
    "SOC_CHARGE_AVG_REG", at: 0x50, [.readOnly("CHARGE_AVG", 15, 0, onRead: .modifyExternal)])
  static let gaugeStatus = Register(
    "SOC_STATUS_REG", at: 0x52, [.readOnly("SOC_INT_OVERLOAD", 0), .readOnly("SOC_INT_LOCKED", 1)])
  static let calibrationSelect = Register("CLK_REF_SEL_REG", at: 0x60, [calibrationClock, isCalibrating])
  static let calibrationCount = Register("CLK_REF_CNT_REG", at: 0x62, [Field("REF_CNT_VAL", 15, 0)])
  static let calibrationLow = Register("CLK_REF_VAL_L_REG", at: 0x64, [.readOnly("XTAL_CNT_VAL", 15, 0)])
  static let calibrationHigh = Register("CLK_REF_VAL_H_REG", at: 0x66, [.readOnly("XTAL_CNT_VAL", 15, 0)])

  /// The registers, as the public list has them.
  public static let block = RegisterBlock(
    "ANAMISC", at: 0x5000_1B00, size: 0x100, "charger, fuel gauge and clock calibration",
    [
      chargerControl1, chargerControl2, chargerStatus, gaugeControl1, gaugeControl2, gaugeControl3, chargeCounter1,
      chargeCounter2, chargeCounter3, chargeAverage, gaugeStatus, calibrationSelect, calibrationCount, calibrationLow,
      calibrationHigh,
      Register("SOC_ADD2CH_REG", at: 0x46, coverage: .storage, [Field("SOC_ADD2CH", 15, 0)]),
      Register(
        "SOC_EXT_IN_REG", at: 0x54, coverage: .storage,
        [
          Field("SOC_IDAC_VAL", 8, 0), Field("SOC_IDAC_SIGN", 9), Field("SOC_RDAC_DIS", 10),
          Field("SOC_NR_SCYCLE", 13, 11),
          Field("SOC_EXT_SCYCLE_EN", 14), Field("SOC_EXT_IDAC_EN", 15),
        ]),
      Register(
        "SOC_EXT_OUT_REG", at: 0x56, coverage: .storage,
        [
          .readOnly("SOC_HIGH_LIM", 0), .readOnly("SOC_LOWLIM_COMP", 1), .readOnly("SOC_POS_COMP", 2),
          .readOnly("SOC_RISING_COMP", 3), .readOnly("SOC_STATE", 7, 4), .readOnly("SOC_CTRL_EVENT", 8),
        ]),
    ])
}
