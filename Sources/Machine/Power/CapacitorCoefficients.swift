/// The numbers of a capacitor in the cell's place that is described by its capacitance and voltage alone.
public struct CapacitorCoefficients: CoefficientSet {
  /// Series resistance, in ohms.
  public var resistance: Coefficient
  /// Leakage, in microamperes.
  public var leakage: Coefficient
  /// The voltage up to which it is charged, in millivolts.
  public var full: Coefficient
  /// The voltage below which the loads are disconnected, in millivolts.
  public var cutOff: Coefficient
  /// So much more it must have to connect them again, in millivolts.
  public var hysteresis: Coefficient

  /// All coefficients are required.
  public init(
    resistance: Coefficient, leakage: Coefficient, full: Coefficient, cutOff: Coefficient, hysteresis: Coefficient
  ) {
    self.resistance = resistance
    self.leakage = leakage
    self.full = full
    self.cutOff = cutOff
    self.hysteresis = hysteresis
  }

  /// Every coefficient's property, in the order of tables.
  public static var paths: [WritableKeyPath<Self, Coefficient>] {
    [\.resistance, \.leakage, \.full, \.cutOff, \.hysteresis]
  }

  /// A small double-layer capacitor behind the switch of a harvester's chip.
  public static let documented = CapacitorCoefficients(
    resistance: .ohms(
      "capacitor.resistance", 0.03, 0.2, 50, "series resistance",
      .estimate(
        "CAP-XX HS230, 1.2 F: 0.05 ohms (P. Mars, Energy Harvesting Journal, 14 Dec 2009); coin types: tens of ohms"
      )),
    leakage: .current(
      "capacitor.leakage", 0.5, 1, 10, "after days at voltage, 25 degrees C",
      .estimate("about 1 uA for small prismatic and coin types once it has settled; tens of uA in the first hours")),
    full: .number(
      "capacitor.full", 2_500, 4_500, 5_250, .millivolts, "charged up to it",
      .published("e-peas AEM00940/1, product page: stores of 2.2 to 4.5 V; TI bq25504 (SLUSAH0): 2.5 to 5.25 V")),
    cutOff: .number(
      "capacitor.cut-off", 1_950, 2_200, 3_600, .millivolts, "the loads are disconnected below it",
      .published("e-peas AEM00940/1, product page: from 2.2 V; TI bq25504 (SLUSAH0), VBAT_UV: from 2.2 V")),
    hysteresis: .number(
      "capacitor.hysteresis", 40, 80, 125, .millivolts, "above the cut-off they are connected again",
      .published("TI bq25504 (SLUSAH0), VBAT_UV_HYST: 40, 80, 125 mV")))
}
