import Machine

extension SSD1306.Coefficients {
  static let measured = "hsel.co.uk/2018/12/04/ssd1306-power-consumption, 128 x 64 at 3.3 V"

  /// Those of a small panel with its charge pump.
  public static let documented = SSD1306.Coefficients(
    off: .current("OLED.off", 0, 0.05, 1, "leakage of the open supply switch", .estimate("usual for load switches")),
    sleep: .current(
      "OLED.sleep", 0.5, 1.2, 10, "display off (AE), supplied",
      .published("1.2 uA measured at 3.3 V (sparkfun Qwiic_OLED, issue 5); data sheet: at most 10 uA")),
    on: .current(
      "OLED.on", 500, 1_400, 1_950, "display on, no pixel lit",
      .published(
        measured
          + ": 1.444 mA at contrast 7F, 1.397 at 01; low for a glass of a third of the pixels, high from the data "
          + "sheet's maxima (780 uA of the panel, 150 of the logic) through the pump")),
    segment: segmentFigure, contrast: contrastFigure, internalReference: internalReferenceFigure)

  static let segmentFigure = Coefficient.current(
    "OLED.segment", 25, 42.3, 110, "a segment of a lit row, contrast 7F, charge pump included",
    .derived(
      measured
        + ": 54.1 uA for each per cent lit, which is 81.92 pixels, each driven 1/64 of the time; high by the data "
        + "sheet's law (contrast / 256 x IREF x 8, 12.5 uA, 2.25 times through the pump)"))
  static let contrastFigure = Coefficient.ratio(
    "OLED.contrast", 0.6, 0.878, 1, "a segment's current at contrast 01 over that at 7F",
    .derived(
      measured
        + ": 47.5 over 54.1 uA for each per cent lit; 72 x 40 panels hardly obey contrast (bitbank2/ss_oled, issue 46)"
    ))
  static let internalReferenceFigure = Coefficient.ratio(
    "OLED.internal IREF", 1, 1.7, 2.4, "a segment's current with command AD 30 over that with a resistor",
    .estimate(
      "the sheet's law makes it 30 / 12.5 (u8g2, u8x8_d_ssd1306_72x40.c: AD 30); the measured panel takes 0.38 of that law"
    ))
}
