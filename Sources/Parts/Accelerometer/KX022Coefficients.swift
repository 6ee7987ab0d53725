import Machine

extension KX022 {
  /// What it is doing, as far as its current depends on it.
  public enum Mode: String, LoadState {
    /// Not measuring.
    case standby
    /// Low power at a rate.
    case rate0 = "0.781 Hz"
    /// Low power at a rate.
    case rate1 = "1.563 Hz"
    /// Low power at a rate.
    case rate3 = "3.125 Hz"
    /// Low power at a rate.
    case rate6 = "6.25 Hz"
    /// Low power at a rate.
    case rate12 = "12.5 Hz"
    /// Low power at a rate.
    case rate25 = "25 Hz"
    /// Low power at a rate.
    case rate50 = "50 Hz"
    /// Low power at a rate.
    case rate100 = "100 Hz"
    /// Low power at a rate.
    case rate200 = "200 Hz"
    /// Low power at a rate.
    case rate400 = "400 Hz"
    /// RES = 1, or 800 and 1,600 Hz.
    case full = "full power"

    /// Those of low power, from the slowest on.
    static let lowPower: [Mode] = [
      .rate0, .rate1, .rate3, .rate6, .rate12, .rate25, .rate50, .rate100, .rate200, .rate400, .full, .full,
    ]
  }

  /// Its currents, in microamperes.
  public struct Coefficients: CoefficientSet {
    /// Standby.
    public var standby: Coefficient
    /// Low power at 0.781 Hz.
    public var rate0: Coefficient
    /// Low power at 1.563 Hz.
    public var rate1: Coefficient
    /// Low power at 3.125 Hz.
    public var rate3: Coefficient
    /// Low power at 6.25 Hz.
    public var rate6: Coefficient
    /// Low power at 12.5 Hz.
    public var rate12: Coefficient
    /// Low power at 25 Hz.
    public var rate25: Coefficient
    /// Low power at 50 Hz.
    public var rate50: Coefficient
    /// Low power at 100 Hz.
    public var rate100: Coefficient
    /// Low power at 200 Hz.
    public var rate200: Coefficient
    /// Low power at 400 Hz.
    public var rate400: Coefficient
    /// Full power at any rate.
    public var full: Coefficient

    /// All coefficients are required: standby, low power from the slowest rate on, and full power.
    public init(
      standby: Coefficient, rate0: Coefficient, rate1: Coefficient, rate3: Coefficient, rate6: Coefficient,
      rate12: Coefficient, rate25: Coefficient, rate50: Coefficient, rate100: Coefficient, rate200: Coefficient,
      rate400: Coefficient, full: Coefficient
    ) {
      (self.standby, self.rate0, self.rate1, self.rate3) = (standby, rate0, rate1, rate3)
      (self.rate6, self.rate12, self.rate25, self.rate50) = (rate6, rate12, rate25, rate50)
      (self.rate100, self.rate200, self.rate400, self.full) = (rate100, rate200, rate400, full)
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [
        \.standby, \.rate0, \.rate1, \.rate3, \.rate6, \.rate12, \.rate25, \.rate50, \.rate100, \.rate200, \.rate400,
        \.full,
      ]
    }

    /// What is not independent.
    public static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] {
      [
        (
          "rates",
          [\.rate0, \.rate1, \.rate3, \.rate6, \.rate12, \.rate25, \.rate50, \.rate100, \.rate200, \.rate400, \.full]
        )
      ]
    }

    /// In the order of the modes.
    var currents: [Mode: CurrentBand] {
      Dictionary(uniqueKeysWithValues: zip(Mode.allCases, all.map(\.current)))
    }

    /// The data sheet's typical values. Its limits are not public; the band is a quarter either way, wider in standby.
    public static let documented: Coefficients = {
      func current(_ name: String, _ typical: Double, _ condition: String) -> Coefficient {
        Coefficient(
          "KX022.\(name)", typical * 0.75, typical, typical * 1.25, .microamperes, condition: "2.5 V, \(condition)",
          source: .published(
            "KX022-1020 data sheet rev. 4.0 (curtpw/nRF5x-device-reverse-engineering), typical; the band is an estimate"
          ))
      }
      func lowPower(_ name: String, _ typical: Double) -> Coefficient {
        current(name, typical, "RES = 0, 16 samples averaged")
      }
      return Coefficients(
        standby: Coefficient(
          "KX022.standby", 0.5, 0.9, 2, .microamperes, condition: "2.5 V, PC1 = 0",
          source: .published(
            "KX022-1020 data sheet rev. 4.0 (curtpw/nRF5x-device-reverse-engineering), typical; the band is an estimate"
          )),
        rate0: lowPower("0.781 Hz", 1.8), rate1: lowPower("1.563 Hz", 2), rate3: lowPower("3.125 Hz", 2.2),
        rate6: lowPower("6.25 Hz", 3), rate12: lowPower("12.5 Hz", 5), rate25: lowPower("25 Hz", 7),
        rate50: lowPower("50 Hz", 13), rate100: lowPower("100 Hz", 21), rate200: lowPower("200 Hz", 43),
        rate400: lowPower("400 Hz", 83), full: current("full power", 145, "RES = 1, or 800 and 1,600 Hz"))
    }()
  }
}
