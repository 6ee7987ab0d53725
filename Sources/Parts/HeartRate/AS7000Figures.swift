import Machine

extension AS7000.Coefficients {
  private static let opticalModules =
    "not published for the AS7000; bounded by PAH8001EI (scribd.com/document/441074909) and PAH8003EI "
    + "(dtsheet.com/doc/1305560): 1.5 and 2.3 mA running, 0.16 and 0.04 mA in their sleep modes"

  /// None is public: estimates with wide bands.
  public static let documented = AS7000.Coefficients(
    off: .current("AS7000.off", 0, 0.05, 1, "leakage of the open supply switch", .estimate("usual for load switches")),
    idle: .current("AS7000.idle", 15, 40, 200, "supplied, no application", .estimate(opticalModules)),
    measuring: .current(
      "AS7000.measuring", 800, 1_500, 2_500, "heart-rate application, LED included, average over a second",
      .estimate(opticalModules)))
}
