import Machine

extension SSD1306.Coefficients {
  private static let ssd1306 = "SSD1306 data sheet, segment current, rlocman.cn/datasheet/pdf.html?di=168297&p=26"

  /// Those of a small panel with its charge pump.
  public static let documented = SSD1306.Coefficients(
    off: .current("OLED.off", 0, 0.05, 1, "leakage of the open supply switch", .estimate("usual for load switches")),
    sleep: .current(
      "OLED.sleep", 0.5, 3, 10, "display off (AE), supplied", .estimate("at most 10 uA, data sheet from memory")),
    on: .current(
      "OLED.on", 150, 400, 900, "display on, no pixel lit: logic, oscillator, charge pump",
      .estimate("data sheet's logic current from memory, and a charge pump's own losses")),
    externalReference: .current("OLED.external IREF", 11, 12.5, 14, "resistor on IREF", .published(ssd1306)),
    internalReference: .current(
      "OLED.internal IREF", 27, 30, 33, "command AD 30",
      .published("u8g2, u8x8_d_ssd1306_72x40.c: AD 30 selects the internal 30 uA")),
    pumpFactor: .ratio(
      "OLED.charge pump", 2, 2.25, 2.5, "battery current over panel current, 7.5 V from 3.7 V",
      .derived("7.5 V / 3.7 V at 80 to 100 % efficiency")))
}
