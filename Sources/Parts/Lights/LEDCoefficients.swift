import Machine

extension LED {
  /// What an LED does.
  public enum Mode: String, LoadState {
    /// Dark.
    case off
    /// Lit.
    case on
  }

  /// What decides an LED's current.
  public struct Coefficients: CoefficientSet {
    /// The voltage that it keeps for itself, in millivolts.
    public var forwardVoltage: Coefficient
    /// The resistor in series, in ohms.
    public var resistor: Coefficient
    /// The output resistance of what drives it, in ohms.
    public var driver: Coefficient

    /// All coefficients are required.
    public init(forwardVoltage: Coefficient, resistor: Coefficient, driver: Coefficient) {
      self.forwardVoltage = forwardVoltage
      self.resistor = resistor
      self.driver = driver
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.forwardVoltage, \.resistor, \.driver] }

    /// Those of a colour with a resistor of `ohms` (at least 1, 5 %), with names that begin with `name`.
    public static func documented(_ color: Color, ohms: Int, name: String = "LED") -> Coefficients {
      let voltage = color.forwardMillivolts
      return Coefficients(
        forwardVoltage: Coefficient(
          "\(name).forward voltage", voltage.low, voltage.typical, voltage.high, .millivolts,
          condition: "\(color.rawValue), 1 to 10 mA, 25 degrees C",
          source: .estimate("usual for the colour's semiconductor; data sheets of small SMD LEDs, from memory")),
        resistor: .resistor("\(name).resistor", ohms: max(ohms, 1), "in series, 5 %"),
        driver: Coefficient(
          "\(name).driver", 10, 40, 200, .ohms, condition: "output resistance of the pad or transistor, 3 V",
          source: .estimate(
            "pads of Cortex-M0 chips give 5 mA at a drop of 0.2 to 0.5 V in high drive; standard drive is weaker")))
    }

    /// The current at a supply of so many millivolts: (supply - forward voltage) / (resistor + driver).
    func current(millivolts: Int) -> CurrentBand {
      func microamperes(_ voltage: Double, _ resistor: Double, _ driver: Double) -> Double {
        max(Double(millivolts) - voltage, 0) * 1_000 / max(resistor + driver, 1)
      }
      return .microamperes(
        microamperes(forwardVoltage.high, resistor.high, driver.high),
        microamperes(forwardVoltage.typical, resistor.typical, driver.typical),
        microamperes(forwardVoltage.low, resistor.low, driver.low))
    }
  }
}

extension LED.Color {
  /// Aluminium gallium indium phosphide from red to yellow, indium gallium nitride from green on.
  fileprivate var forwardMillivolts: (low: Double, typical: Double, high: Double) {
    switch self {
    case .red: (1_700, 1_950, 2_400)
    case .orange, .yellow: (1_750, 2_000, 2_400)
    case .green: (2_500, 2_900, 3_500)
    case .blue, .white: (2_600, 2_950, 3_600)
    }
  }
}
