import Machine

/// The registers of the converter.
/// Source: the vendor's public register list.
extension DCDC {

  static let block = RegisterBlock(
    "DCDC", at: 0x5000_0080, size: 0x80, "converter",
    [
      .inert(
        "DCDC_CTRL_REG", at: 0x00, reset: 0xC, because: analogue,
        [
          Field("DCDC_TUNE", 15, 14), Field("DCDC_DRIVE_OSW", 13, 12), Field("DCDC_DRIVE_PSW", 11, 10),
          Field("DCDC_DRIVE_NSW", 9, 8), Field("DCDC_MODE", 7, 5), Field("DCDC_VBAT1V_LEV", 3, 1),
        ]),
      .inert(
        "DCDC_CTRL2_REG", at: 0x02, reset: 0x8C20, because: analogue,
        [
          Field("DCDC_VOLT_LEV", 15, 12), Field("DCDC_VBAT3V_LEV", 11, 9), Field("DCDC_TON", 8, 7),
          Field("DCDC_CUR_LIM", 6, 3), Field("DCDC_AUTO_CAL", 2, 0),
        ]),
      .inert(
        "DCDC_CTRL3_REG", at: 0x04, reset: 0x15, because: analogue,
        [Field("DCDC_TIMEOUT", 4, 3), Field("DCDC_IDLE_CLK", 2, 1), Field("BUCK_ENABLE", 0)]),
    ])
}
