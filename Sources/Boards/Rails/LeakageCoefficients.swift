import Machine

/// How currents of what is off grow with the temperature.
struct LeakageCoefficients: CoefficientSet {
  /// How much warmer it must be for twice the leakage.
  var doubling: Coefficient

  /// Every coefficient's property, in the order of tables.
  static var paths: [WritableKeyPath<Self, Coefficient>] { [\.doubling] }

  /// That of CMOS.
  static let documented = LeakageCoefficients(
    doubling: .number(
      "leakage.doubling", 8, 10, 18, .kelvins,
      "so much warmer, what is off or asleep takes twice the current; all of it counts as leakage",
      .estimate("rule of thumb for CMOS: 8 to 10 K; part of the current is bias and grows less")))
}
