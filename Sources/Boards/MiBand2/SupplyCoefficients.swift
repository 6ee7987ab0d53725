import Machine

/// The numbers of the board's regulators, and of leakage.
public struct SupplyCoefficients: CoefficientSet {
  /// Efficiency of the converter of V18 below 1 mA.
  public var lightEfficiency: Coefficient
  /// Efficiency of the converter of V18 from 1 mA on.
  public var fullEfficiency: Coefficient
  /// The linear regulator's own current.
  public var quiescent: Coefficient
  /// How much warmer it must be for twice the leakage.
  public var leakageDoubling: Coefficient

  /// Every coefficient's property, in the order of tables.
  public static var paths: [WritableKeyPath<Self, Coefficient>] {
    [\.lightEfficiency, \.fullEfficiency, \.quiescent, \.leakageDoubling]
  }
}
