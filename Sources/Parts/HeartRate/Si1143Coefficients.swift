import Machine

extension Si1143 {
  /// What the chip does, as far as its own current depends on it.
  public enum Mode: String, LoadState {
    /// Waiting.
    case standby
    /// Measuring.
    case active
    /// Measuring, with an LED driven.
    case driving
  }

  /// What the LEDs do.
  public enum LEDMode: String, LoadState {
    /// Dark.
    case off
    /// A pulse.
    case pulse
  }

  /// Its currents, in microamperes but for the ratio.
  public struct Coefficients: CoefficientSet {
    /// Waiting.
    public var standby: Coefficient
    /// Measuring, without the LED drivers.
    public var active: Coefficient
    /// The LED drivers' own, on top of that while they drive.
    public var driver: Coefficient
    /// LED current over its nominal value.
    public var ledRatio: Coefficient

    /// All coefficients are required.
    public init(standby: Coefficient, active: Coefficient, driver: Coefficient, ledRatio: Coefficient) {
      self.standby = standby
      self.active = active
      self.driver = driver
      self.ledRatio = ledRatio
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.standby, \.active, \.driver, \.ledRatio] }

    var currents: [Mode: CurrentBand] {
      [.standby: standby.current, .active: active.current, .driving: active.current + driver.current]
    }

    /// The current of LEDs of so many microamperes in all.
    func led(microamperes: Int) -> CurrentBand {
      let nominal = Double(microamperes)
      return CurrentBand.microamperes(nominal, nominal, nominal).scaled(by: ledRatio)
    }

    private static let sheet = "Si1141/42/43 data sheet rev. 1.3 (dtsheet.com/doc/1768083)"

    /// The data sheet's.
    public static let documented = Coefficients(
      standby: Coefficient(
        "Si1143.standby", 0.15, 1.4, 3, .microamperes, condition: "3.3 V, no bus activity, 25 degrees C",
        source: .published(sheet + ": 1.4 uA at 3.3 V, 0.15 at 1.8 V; the upper limit is an estimate")),
      active: Coefficient(
        "Si1143.active", 3_500, 4_300, 5_500, .microamperes, condition: "measuring, without LED",
        source: .published(sheet + ": 4.3 mA, at most 5.5; the lower limit is an estimate")),
      driver: Coefficient(
        "Si1143.LED driver", 6_000, 8_000, 10_000, .microamperes, condition: "while an LED is driven, from VDD",
        source: .published(sheet + ": 8 mA; the band is an estimate")),
      ledRatio: Coefficient(
        "Si1143.LED current", 0.7, 1, 1.3, .ratio, condition: "over the setting's nominal current",
        source: .estimate("the data sheet's limits of single settings, from memory")))
  }
}
