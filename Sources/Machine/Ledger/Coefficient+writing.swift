/// Coefficients as they are written down: name, low, typical, high, condition, source.
extension Coefficient {
  /// A current, in microamperes.
  public static func current(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ condition: String, _ source: Source
  ) -> Coefficient {
    number(name, low, typical, high, .microamperes, condition, source)
  }

  /// A current for each megahertz, in microamperes.
  public static func perMegahertz(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ condition: String, _ source: Source
  ) -> Coefficient {
    number(name, low, typical, high, .microamperesPerMegahertz, condition, source)
  }

  /// A ratio.
  public static func ratio(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ condition: String, _ source: Source
  ) -> Coefficient {
    number(name, low, typical, high, .ratio, condition, source)
  }

  /// A resistance, in ohms.
  public static func ohms(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ condition: String, _ source: Source
  ) -> Coefficient {
    number(name, low, typical, high, .ohms, condition, source)
  }

  /// A board's resistor of 5 %, in ohms.
  public static func resistor(_ name: String, ohms: Int, _ condition: String) -> Coefficient {
    let ohms = Double(ohms)
    return number(
      name, ohms * 0.95, ohms, ohms * 1.05, .ohms, condition, .derived("the board's value and its tolerance"))
  }

  /// An activation energy, in kilojoules per mole.
  public static func energy(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ condition: String, _ source: Source
  ) -> Coefficient {
    number(name, low, typical, high, .kilojoulesPerMole, condition, source)
  }

  /// Any other.
  public static func number(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ unit: Unit, _ condition: String,
    _ source: Source
  ) -> Coefficient {
    Coefficient(name, low, typical, high, unit, condition: condition, source: source)
  }
}
