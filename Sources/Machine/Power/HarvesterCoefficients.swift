/// The numbers of an energy harvester: a solar cell and a boost converter that charges the store.
public struct HarvesterCoefficients: CoefficientSet {
  /// Of the source's power, so much reaches the store.
  public var efficiency: Coefficient
  /// The same while the store's voltage is below `coldBelow`.
  public var coldEfficiency: Coefficient
  /// Below this voltage of the store the converter starts cold, in millivolts.
  public var coldBelow: Coefficient
  /// The source's open-circuit voltage that a cold start needs, in millivolts.
  public var coldStart: Coefficient
  /// The source's power that a cold start needs, in microwatts.
  public var coldPower: Coefficient
  /// The source's open-circuit voltage that the running converter needs, in millivolts.
  public var minimum: Coefficient
  /// What the converter takes from the store, in microamperes.
  public var quiescent: Coefficient
  /// The voltage up to which a cell is charged, in millivolts; a capacitor's is its own.
  public var cellFull: Coefficient
  /// So far below the full voltage it charges again, in millivolts.
  public var fullHysteresis: Coefficient
  /// The solar cell's current at 200 lux, in microamperes.
  public var solarCurrent: Coefficient
  /// Its voltage at that, in millivolts.
  public var solarVoltage: Coefficient
  /// Its open-circuit voltage, in millivolts.
  public var solarOpenCircuit: Coefficient

  /// Every coefficient's property, in the order of tables.
  public static var paths: [WritableKeyPath<Self, Coefficient>] {
    [
      \.efficiency, \.coldEfficiency, \.coldBelow, \.coldStart, \.coldPower, \.minimum, \.quiescent, \.cellFull,
      \.fullHysteresis, \.solarCurrent, \.solarVoltage, \.solarOpenCircuit,
    ]
  }
}
