import Machine

extension AS7000 {
  /// What the module does, as far as its current depends on it.
  public enum Mode: String, LoadState {
    /// Its supply is off.
    case off
    /// Supplied, no measurement: idle or loader.
    case idle
    /// The heart-rate application runs, LED included.
    case measuring
  }

  /// Its currents, in microamperes.
  public struct Coefficients: CoefficientSet {
    /// Leakage of the open supply switch.
    public var off: Coefficient
    /// Supplied and idle.
    public var idle: Coefficient
    /// Measuring, LED included.
    public var measuring: Coefficient

    /// All coefficients are required.
    public init(off: Coefficient, idle: Coefficient, measuring: Coefficient) {
      self.off = off
      self.idle = idle
      self.measuring = measuring
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.off, \.idle, \.measuring]
    }

    var currents: [Mode: CurrentBand] {
      [.off: off.current, .idle: idle.current, .measuring: measuring.current]
    }
  }
}
