import Machine

/// Low-dropout regulators without an enable pin, by their coefficients.
public enum LinearRegulator {
  /// What a regulator of the kind takes.
  public struct Coefficients: CoefficientSet {
    /// Its own current, in microamperes.
    public var quiescent: Coefficient
    /// What it needs above its output, in millivolts.
    public var dropout: Coefficient

    /// All coefficients are required.
    public init(quiescent: Coefficient, dropout: Coefficient) {
      self.quiescent = quiescent
      self.dropout = dropout
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.quiescent, \.dropout] }

    /// The XC6206 in its versions of 1.2 to 5.0 V.
    public static let xc6206 = Coefficients(
      quiescent: Coefficient(
        "XC6206.quiescent", 0.5, 1, 3, .microamperes, condition: "no load, 25 degrees C",
        source: .published("XC6206 data sheet, Torex (melka/SmartBracelet, datasheets): 1.0 uA, at most 3.0")),
      dropout: Coefficient(
        "XC6206.dropout", 5, 25, 250, .millivolts, condition: "10 mA, 3.0 V version",
        source: .derived("250 mV at 100 mA, XC6206 data sheet, page 1, from memory; in proportion to the current")))
  }

  /// The rail `name` of so many millivolts behind `input`.
  public static func regulator(
    _ name: String, from input: PowerNet, millivolts: Int = 3_000, coefficients: Coefficients = .xc6206
  ) -> Regulator {
    Regulator(
      name, from: input,
      through: .lowDropout(
        outputMillivolts: Int64(millivolts), dropoutMillivolts: coefficients.dropout.typical(times: 1)),
      quiescent: coefficients.quiescent.current)
  }
}
