import Machine

extension MMA8653 {
  /// What it is doing, as far as its current depends on it: how often it samples, with how much oversampling.
  public enum Mode: String, LoadState {
    /// Not measuring.
    case standby
    /// A sixteenth of the full rate of conversions or less.
    case slow
    /// An eighth.
    case eighth
    /// A quarter.
    case quarter
    /// Half.
    case half
    /// All the time.
    case full
    /// The least: low power at 12.5 Hz and below.
    case least
  }

  /// Its currents, in microamperes.
  public struct Coefficients: CoefficientSet {
    /// Standby.
    public var standby: Coefficient
    /// Low power at 12.5 Hz and below.
    public var least: Coefficient
    /// Low power at 50 Hz.
    public var slow: Coefficient
    /// Normal at 50 Hz and below, low power at 100 Hz.
    public var eighth: Coefficient
    /// Normal at 100 Hz, low power at 200 Hz.
    public var quarter: Coefficient
    /// Normal at 200 Hz, low power at 400 Hz.
    public var half: Coefficient
    /// High resolution, 400 Hz and above.
    public var full: Coefficient

    /// All coefficients are required.
    public init(
      standby: Coefficient, least: Coefficient, slow: Coefficient, eighth: Coefficient, quarter: Coefficient,
      half: Coefficient, full: Coefficient
    ) {
      (self.standby, self.least, self.slow, self.eighth) = (standby, least, slow, eighth)
      (self.quarter, self.half, self.full) = (quarter, half, full)
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.standby, \.least, \.slow, \.eighth, \.quarter, \.half, \.full]
    }

    /// What is not independent.
    public static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] {
      [("rates", [\.least, \.slow, \.eighth, \.quarter, \.half, \.full])]
    }

    var currents: [Mode: CurrentBand] {
      [
        .standby: standby.current, .least: least.current, .slow: slow.current, .eighth: eighth.current,
        .quarter: quarter.current, .half: half.current, .full: full.current,
      ]
    }

    /// The data sheet's typical values, from memory but for the largest.
    public static let documented: Coefficients = {
      func current(_ name: String, _ typical: Double, _ condition: String) -> Coefficient {
        Coefficient(
          "MMA8653.\(name)", typical * 0.6, typical, typical * 1.5, .microamperes, condition: "2.5 V, \(condition)",
          source: .estimate("MMA8653FC data sheet, table of oversampling modes, from memory"))
      }
      return Coefficients(
        standby: current("standby", 1.4, "standby"), least: current("least", 6.5, "low power, 12.5 Hz and below"),
        slow: current("slow", 15, "low power, 50 Hz"),
        eighth: current("eighth", 27, "normal to 50 Hz, or low power at 100 Hz"),
        quarter: current("quarter", 49, "normal at 100 Hz, or low power at 200 Hz"),
        half: current("half", 94, "normal at 200 Hz, or low power at 400 Hz"),
        full: Coefficient(
          "MMA8653.full", 150, 184, 230, .microamperes, condition: "2.5 V, high resolution, or 400 Hz and above",
          source: .published(
            "lancaster-university/microbit-dal, MMA8653.cpp: high precision still takes only 184 uA; the band is an estimate"
          )))
    }()
  }
}
