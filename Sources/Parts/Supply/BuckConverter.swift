import Machine

/// Step-down converters with an enable pin, by their coefficients.
public enum BuckConverter {
  /// What a converter of the kind takes.
  public struct Coefficients: CoefficientSet {
    /// Its own current, in microamperes.
    public var quiescent: Coefficient
    /// That without the enable signal, in microamperes.
    public var shutdown: Coefficient
    /// Output power over input power below `lightLoad`, its own current left out.
    public var lightEfficiency: Coefficient
    /// That from `lightLoad` on.
    public var efficiency: Coefficient
    /// Where the light load ends, in microamperes out.
    public var lightLoad: Coefficient

    /// All coefficients are required.
    public init(
      quiescent: Coefficient, shutdown: Coefficient, lightEfficiency: Coefficient, efficiency: Coefficient,
      lightLoad: Coefficient
    ) {
      self.quiescent = quiescent
      self.shutdown = shutdown
      self.lightEfficiency = lightEfficiency
      self.efficiency = efficiency
      self.lightLoad = lightLoad
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.quiescent, \.shutdown, \.lightEfficiency, \.efficiency, \.lightLoad]
    }

    private static let tps62736Sheet = "TPS62736 data sheet SLVSBO4C, page 1"

    /// The TPS62736, for 50 mA at 1.3 to 5 V.
    public static let tps62736 = Coefficients(
      quiescent: Coefficient(
        "TPS62736.quiescent", 0.3, 0.38, 0.6, .microamperes, condition: "active, no load",
        source: .published(tps62736Sheet + ": 380 nA; the band is an estimate")),
      shutdown: Coefficient(
        "TPS62736.shutdown", 0.005, 0.01, 0.1, .microamperes, condition: "ship mode",
        source: .published(tps62736Sheet + ": 10 nA; the band is an estimate")),
      lightEfficiency: Coefficient(
        "TPS62736.efficiency below 10 uA", 0.75, 0.88, 0.95, .ratio, condition: "3.7 V to 2.5 V",
        source: .estimate("below the load for which the data sheet promises 90 %")),
      efficiency: Coefficient(
        "TPS62736.efficiency", 0.88, 0.93, 0.96, .ratio, condition: "3 V to 2.5 V, 15 uA to 50 mA",
        source: .published(tps62736Sheet + ": above 90 % from 15 uA on; up to 95 % in its figure")),
      lightLoad: Coefficient(
        "TPS62736.light load", 5, 10, 15, .microamperes, condition: "where the efficiency falls",
        source: .derived(tps62736Sheet + ": above 90 % from 15 uA on")))
  }

  /// The rail `name` of so many millivolts behind `input`.
  public static func regulator(
    _ name: String, from input: PowerNet, millivolts: Int, coefficients: Coefficients = .tps62736
  ) -> Regulator {
    Regulator(
      name, from: input,
      through: .buck(
        outputMillivolts: Int64(millivolts),
        efficiency: [
          EfficiencyStep(from: 0, coefficients.lightEfficiency),
          EfficiencyStep(from: coefficients.lightLoad.current.typical, coefficients.efficiency),
        ]),
      quiescent: coefficients.quiescent.current, shutdown: coefficients.shutdown.current)
  }
}
