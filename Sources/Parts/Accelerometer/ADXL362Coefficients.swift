import Machine

extension ADXL362 {
  /// What it is doing, as far as its current depends on it.
  public enum Mode: String, LoadState {
    /// Not sampling.
    case standby
    /// About six samples a second.
    case wakeUp = "wake-up"
    /// Measuring at an output data rate.
    case measure12 = "measure 12.5 Hz"
    /// Measuring at an output data rate.
    case measure25 = "measure 25 Hz"
    /// Measuring at an output data rate.
    case measure50 = "measure 50 Hz"
    /// Measuring at an output data rate.
    case measure100 = "measure 100 Hz"
    /// Measuring at an output data rate.
    case measure200 = "measure 200 Hz"
    /// Measuring at an output data rate.
    case measure400 = "measure 400 Hz"

    /// The mode of an output data rate code.
    static func measuring(rateCode: UInt8) -> Mode {
      [.measure12, .measure25, .measure50, .measure100, .measure200, .measure400][Int(min(rateCode, 5))]
    }
  }

  /// Its currents, all in microamperes except the two ratios.
  public struct Coefficients: CoefficientSet {
    /// Standby.
    public var standby: Coefficient
    /// Wake-up mode.
    public var wakeUp: Coefficient
    /// Measuring at 12.5 Hz, normal noise.
    public var measure12: Coefficient
    /// Measuring at 25 Hz, normal noise.
    public var measure25: Coefficient
    /// Measuring at 50 Hz, normal noise.
    public var measure50: Coefficient
    /// Measuring at 100 Hz, normal noise.
    public var measure100: Coefficient
    /// Measuring at 200 Hz, normal noise.
    public var measure200: Coefficient
    /// Measuring at 400 Hz, normal noise.
    public var measure400: Coefficient
    /// Current in the low-noise mode over that in the normal one.
    public var lowNoiseRatio: Coefficient
    /// Current in the ultra-low-noise mode over that in the normal one.
    public var ultraLowNoiseRatio: Coefficient

    /// All coefficients are required.
    public init(
      standby: Coefficient, wakeUp: Coefficient, measure12: Coefficient, measure25: Coefficient,
      measure50: Coefficient, measure100: Coefficient, measure200: Coefficient, measure400: Coefficient,
      lowNoiseRatio: Coefficient, ultraLowNoiseRatio: Coefficient
    ) {
      self.standby = standby
      self.wakeUp = wakeUp
      self.measure12 = measure12
      self.measure25 = measure25
      self.measure50 = measure50
      self.measure100 = measure100
      self.measure200 = measure200
      self.measure400 = measure400
      self.lowNoiseRatio = lowNoiseRatio
      self.ultraLowNoiseRatio = ultraLowNoiseRatio
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [
        \.standby, \.wakeUp, \.measure12, \.measure25, \.measure50, \.measure100, \.measure200, \.measure400,
        \.lowNoiseRatio, \.ultraLowNoiseRatio,
      ]
    }

    /// What is not independent.
    public static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] {
      [("rates", [\.wakeUp, \.measure12, \.measure25, \.measure50, \.measure100, \.measure200, \.measure400])]
    }

    var currents: [Mode: CurrentBand] {
      [
        .standby: standby.current, .wakeUp: wakeUp.current, .measure12: measure12.current,
        .measure25: measure25.current, .measure50: measure50.current, .measure100: measure100.current,
        .measure200: measure200.current, .measure400: measure400.current,
      ]
    }

    /// The current of a mode: noise modes (0 normal, 1 low, 2 and 3 ultra-low) cost a ratio while measuring.
    func current(_ mode: Mode, noiseMode: UInt8) -> CurrentBand {
      let declared = currents[mode] ?? .zero
      guard mode != .standby, noiseMode != 0 else { return declared }
      return declared.scaled(by: noiseMode == 1 ? lowNoiseRatio : ultraLowNoiseRatio)
    }
  }
}
