import Machine

extension ADXL362.Coefficients {
  private static let adxl362 = "ADXL362 data sheet rev. D, page 1, pdf.datasheet.live/323d0693"
  private static let otherRates = Coefficient.Source.estimate(
    "between the published rates after the data sheet's table of currents, from memory")

  /// Those of the data sheet.
  public static let documented = ADXL362.Coefficients(
    standby: .current("ADXL362.standby", 0.005, 0.01, 0.1, "2.0 V, 25 degrees C", .published(adxl362)),
    wakeUp: .current("ADXL362.wake-up", 0.2, 0.27, 0.4, "2.0 V, about 6 samples a second", .published(adxl362)),
    measure12: .current("ADXL362.measure 12.5 Hz", 0.8, 1.1, 1.5, "2.0 V, normal noise", otherRates),
    measure25: .current("ADXL362.measure 25 Hz", 1, 1.3, 1.7, "2.0 V, normal noise", otherRates),
    measure50: .current("ADXL362.measure 50 Hz", 1.2, 1.5, 1.9, "2.0 V, normal noise", otherRates),
    measure100: .current("ADXL362.measure 100 Hz", 1.5, 1.8, 2.3, "2.0 V, normal noise", .published(adxl362)),
    measure200: .current("ADXL362.measure 200 Hz", 1.9, 2.3, 3, "2.0 V, normal noise", otherRates),
    measure400: .current("ADXL362.measure 400 Hz", 2.5, 3, 3.8, "2.0 V, normal noise", .published(adxl362)),
    lowNoiseRatio: .ratio(
      "ADXL362.low noise", 1.5, 1.83, 2.2, "current over that in normal noise mode, 100 Hz",
      .estimate("3.3 uA over 1.8 uA, data sheet from memory")),
    ultraLowNoiseRatio: .ratio(
      "ADXL362.ultra-low noise", 5, 7.2, 9, "current over that in normal noise mode, 100 Hz",
      .estimate("13 uA over 1.8 uA, data sheet from memory")))
}
