import Machine

/// The numbers of all charge sources; currents in microamperes.
public struct ChargeSourceCoefficients: CoefficientSet {
  /// What a USB port gives.
  public var usbLimit: Coefficient
  /// What a wall adapter gives.
  public var wallLimit: Coefficient
  /// What a power bank gives.
  public var bankLimit: Coefficient
  /// Below this a power bank takes nothing to be attached.
  public var bankMinimum: Coefficient
  /// How long it does so before it switches off, in seconds.
  public var bankHold: Coefficient

  /// All coefficients are required.
  public init(
    usbLimit: Coefficient, wallLimit: Coefficient, bankLimit: Coefficient, bankMinimum: Coefficient,
    bankHold: Coefficient
  ) {
    self.usbLimit = usbLimit
    self.wallLimit = wallLimit
    self.bankLimit = bankLimit
    self.bankMinimum = bankMinimum
    self.bankHold = bankHold
  }

  /// Every coefficient's property, in the order of tables.
  public static var paths: [WritableKeyPath<Self, Coefficient>] {
    [\.usbLimit, \.wallLimit, \.bankLimit, \.bankMinimum, \.bankHold]
  }
}
