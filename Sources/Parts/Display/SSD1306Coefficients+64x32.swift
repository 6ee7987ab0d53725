import Machine

extension SSD1306.Coefficients {
  private static let sheet =
    "SSD1306 data sheet rev. 1.1, table of DC characteristics (curtpw/nRF5x-device-reverse-engineering)"

  /// A glass of 64 x 32 pixels with a resistor at IREF and the charge pump, fed by the cell without a switch.
  public static let documented64x32 = SSD1306.Coefficients(
    off: Coefficient(
      "OLED.off", 0, 0.05, 1, .microamperes, condition: "leakage of an open supply switch, where there is one",
      source: .estimate("usual for load switches")),
    sleep: Coefficient(
      "OLED.sleep", 0.5, 3, 20, .microamperes, condition: "display off (AE), supplied",
      source: .published(sheet + ": at most 10 uA each for logic and panel; lower values are an estimate")),
    on: Coefficient(
      "OLED.on", 700, 1_050, 1_950, .microamperes, condition: "display on, no pixel lit, 3.7 V",
      source: .derived(
        sheet + ": 430 uA (at most 780) of the panel's supply, through the charge pump, and 50 (150) of the logic's; "
          + "1.4 mA were measured of a larger glass (hsel.co.uk/2018/12/04/ssd1306-power-consumption)")),
    segment: segmentFigure, contrast: contrastFigure, internalReference: internalReferenceFigure)
}
