import Machine

/// The registers of the buck converter.
/// Source: the vendor's public register list.
extension DCDC {
  static let usesLowVoltageSettings = Field("DCDC_BROWNOUT_LV_MODE", 13)
  static let mode = Field("DCDC_MODE", 1, 0)
  static let startUpDelay = Field("DCDC_STARTUP_DELAY", 15, 11)
  static let limitMinimum = Field("DCDC_%s_CUR_LIM_MIN", 4, 0)
  static let isOn = Field("DCDC_%s_ENABLE_HV", 15)
  static let isOnAtLowVoltage = Field("DCDC_%s_ENABLE_LV", 14)
  static let brownOut = Field.readOnly("DCDC_BROWN_OUT_IRQ_STATUS", 4)
  static let lowVoltageMode = Field.readOnly("DCDC_LV_MODE", 10)

  static let control0 = Register(
    "DCDC_CTRL_0_REG", at: 0x00, reset: 0x2F24,
    [
      Field("DCDC_FAST_STARTUP", 14), usesLowVoltageSettings, Field("DCDC_IDLE_CLK_DIV", 12, 11),
      Field("DCDC_PRIORITY", 10, 3), Field("DCDC_FW_ENABLE", 2), mode,
    ])
  static let control1 = Register(
    "DCDC_CTRL_1_REG", at: 0x02, reset: 0x5410,
    [startUpDelay, Field("DCDC_GLOBAL_MAX_IDLE_TIME", 10, 5), Field("DCDC_TIMEOUT", 4, 0)])
  /// The outputs' first registers, in the order of `outputs`.
  static let output0 = RegisterArray(
    Register(
      "DCDC_%s_0_REG", at: 0x06,
      [
        Field("DCDC_%s_FAST_RAMPING", 15), Field("DCDC_%s_VOLTAGE", 14, 10), Field("DCDC_%s_CUR_LIM_MAX_HV", 9, 5),
        limitMinimum,
      ]), count: 4, every: 4)
  /// Their second ones.
  static let output1 = RegisterArray(
    Register(
      "DCDC_%s_1_REG", at: 0x08,
      [
        isOn, isOnAtLowVoltage, Field("DCDC_%s_CUR_LIM_MAX_LV", 13, 10), Field("DCDC_%s_IDLE_HYST", 9, 5),
        Field("DCDC_%s_IDLE_MIN", 4, 0),
      ]), count: 4, every: 4)
  static let outputs = ["V14", "V18", "VDD", "V18P"]
  static let status1 = Register(
    "DCDC_STATUS_1_REG", at: 0x22,
    ["NOK", "OK", "AVAILABLE"].enumerated().flatMap { group, state in
      outputs.enumerated().map { .readOnly("DCDC_\($1)_\(state)", 4 * group + $0) }
    })
  static let status3 = Register(
    "DCDC_STATUS_3_REG", at: 0x26, reset: 0x84,
    [lowVoltageMode, .readOnly("DCDC_I_LIM_V18P", 9, 5), .readOnly("DCDC_I_LIM_VDD", 4, 0)])
  static let status4 = Register(
    "DCDC_STATUS_4_REG", at: 0x28, reset: 0x84,
    [.readOnly("DCDC_I_LIM_V18", 9, 5), .readOnly("DCDC_I_LIM_V14", 4, 0)])
  static let interruptStatus = Register(
    "DCDC_IRQ_STATUS_REG", at: 0x32,
    [brownOut] + outputs.enumerated().map { .readOnly("DCDC_\($1)_TIMEOUT_IRQ_STATUS", $0) })
  static let clearInterrupt = Register(
    "DCDC_IRQ_CLEAR_REG", at: 0x34,
    [.writeOnly("DCDC_BROWN_OUT_IRQ_CLEAR", 4)]
      + outputs.enumerated().map { .writeOnly("DCDC_\($1)_TIMEOUT_IRQ_CLEAR", $0) })
  static let interruptMask = Register(
    "DCDC_IRQ_MASK_REG", at: 0x36,
    [Field("DCDC_BROWN_OUT_IRQ_MASK", 4)] + outputs.enumerated().map { Field("DCDC_\($1)_TIMEOUT_IRQ_MASK", $0) })

  /// The block.
  static let block = RegisterBlock(
    "DCDC", at: 0x5000_0082, size: 0x7E, "buck converter",
    [control0, control1, status1, status3, status4, interruptStatus, clearInterrupt, interruptMask]
      + output0.registers(named: outputs, resets: [0xA1A4, 0xE3E4, 0xC304, 0xE3E4])
      + output1.registers(named: outputs, resets: [0xD890, 0xBC90, 0xEC90, 0xBC90]) + trims)

  /// Trims, tests, timings of the switches and their state: a converter that is only good or off needs none of them.
  private static let trims = Register.storage([
    Register(
      "DCDC_CTRL_2_REG", at: 0x04, reset: 0x882D,
      [
        Field("DCDC_TIMEOUT_IRQ_TRIG", 15, 12), Field("DCDC_TIMEOUT_IRQ_RES", 11, 8), Field("DCDC_TUNE", 7, 6),
        Field("DCDC_LSSUP_TRIM", 5, 3), Field("DCDC_HSGND_TRIM", 2, 0),
      ]),
    Register(
      "DCDC_RET_0_REG", at: 0x16, reset: 0xAAA6,
      [
        Field("DCDC_V18P_RET_CYCLES", 15, 13), Field("DCDC_V18P_CUR_LIM_RET", 12, 8),
        Field("DCDC_VDD_RET_CYCLES", 7, 5), Field("DCDC_VDD_CUR_LIM_RET", 4, 0),
      ]),
    Register(
      "DCDC_RET_1_REG", at: 0x18, reset: 0xAA46,
      [
        Field("DCDC_V18_RET_CYCLES", 15, 13), Field("DCDC_V18_CUR_LIM_RET", 12, 8), Field("DCDC_V14_RET_CYCLES", 7, 5),
        Field("DCDC_V14_CUR_LIM_RET", 4, 0),
      ]),
    Register(
      "DCDC_TRIM_REG", at: 0x1A,
      [
        Field("DCDC_P_COMP_MAN_TRIM", 13), Field("DCDC_P_COMP_TRIM", 12, 7), Field("DCDC_N_COMP_MAN_TRIM", 6),
        Field("DCDC_N_COMP_TRIM", 5, 0),
      ]),
    Register(
      "DCDC_TEST_0_REG", at: 0x1C,
      [
        Field("DCDC_FORCE_COMP_CLK", 15), Field("DCDC_FORCE_CURRENT", 14), Field("DCDC_OUTPUT_MONITOR", 13, 11),
        Field("DCDC_ANA_TEST", 10, 8), Field("DCDC_FORCE_IDLE", 7), Field("DCDC_FORCE_V18P", 6),
        Field("DCDC_FORCE_VDD", 5), Field("DCDC_FORCE_V18", 4), Field("DCDC_FORCE_V14", 3), Field("DCDC_FORCE_FW", 2),
        Field("DCDC_FORCE_NSW", 1), Field("DCDC_FORCE_PSW", 0),
      ]),
    Register(
      "DCDC_TEST_1_REG", at: 0x1E,
      [Field("DCDC_COMP_CLK", 12, 9), Field("DCDC_TEST_CURRENT", 8, 4), Field("DCDC_TEST_REG", 3, 0)]),
    Register(
      "DCDC_STATUS_0_REG", at: 0x20,
      [
        .readOnly("DCDC_CHARGE_REG_3", 11, 9), .readOnly("DCDC_CHARGE_REG_2", 8, 6),
        .readOnly("DCDC_CHARGE_REG_1", 5, 3), .readOnly("DCDC_CHARGE_REG_0", 2, 0),
      ]),
    Register(
      "DCDC_STATUS_2_REG", at: 0x24,
      [
        .readOnly("DCDC_V18P_SW_STATE", 11), .readOnly("DCDC_VDD_SW_STATE", 10), .readOnly("DCDC_V18_SW_STATE", 9),
        .readOnly("DCDC_V14_SW_STATE", 8), .readOnly("DCDC_NSW_STATE", 7), .readOnly("DCDC_PSW_STATE", 6),
        .readOnly("DCDC_P_COMP_P", 5), .readOnly("DCDC_P_COMP_N", 4), .readOnly("DCDC_N_COMP_P", 3),
        .readOnly("DCDC_N_COMP_N", 2), .readOnly("DCDC_P_COMP", 1), .readOnly("DCDC_N_COMP", 0),
      ]),
    Register("DCDC_TRIM_0_REG", at: 0x2A, [.readOnly("DCDC_V14_TRIM_P", 11, 6), .readOnly("DCDC_V14_TRIM_N", 5, 0)]),
    Register("DCDC_TRIM_1_REG", at: 0x2C, [.readOnly("DCDC_V18_TRIM_P", 11, 6), .readOnly("DCDC_V18_TRIM_N", 5, 0)]),
    Register("DCDC_TRIM_2_REG", at: 0x2E, [.readOnly("DCDC_VDD_TRIM_P", 11, 6), .readOnly("DCDC_VDD_TRIM_N", 5, 0)]),
    Register("DCDC_TRIM_3_REG", at: 0x30, [.readOnly("DCDC_V18P_TRIM_P", 11, 6), .readOnly("DCDC_V18P_TRIM_N", 5, 0)]),
  ])
}
