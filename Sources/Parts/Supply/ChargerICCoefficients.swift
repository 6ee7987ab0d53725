import Machine

extension ChargerIC {
  /// Where it stands in a charge, as its currents go.
  public enum Mode: String, LoadState {
    /// No VBUS.
    case unplugged
    /// Charging, at whatever current.
    case charging
    /// The charge has ended; it watches the cell.
    case done
  }

  /// Its levels and its own currents.
  public struct Coefficients: CoefficientSet {
    /// Charge current over the current out of PROG, which is 1 V over the resistor.
    public var gain: Coefficient
    /// The voltage that it charges to, in millivolts.
    public var level: Coefficient
    /// Below it the charge trickles, in millivolts.
    public var trickleThreshold: Coefficient
    /// So much above that the full current ends the trickle's search, in millivolts.
    public var trickleHysteresis: Coefficient
    /// Trickle current over charge current.
    public var trickleRatio: Coefficient
    /// The charge current over which the charge has ended, as a ratio.
    public var endRatio: Coefficient
    /// So much below the level it charges again, in millivolts.
    public var rechargeDrop: Coefficient
    /// The die's temperature that it keeps to, in kelvins above 0 degrees C.
    public var dieLimit: Coefficient
    /// From die to surroundings, in K/W.
    public var thermalResistance: Coefficient
    /// Its own current from VBUS while charging, in microamperes.
    public var charging: Coefficient
    /// That when done.
    public var done: Coefficient
    /// What it takes from the cell when done, in microamperes.
    public var cellDone: Coefficient
    /// That without VBUS.
    public var cellUnplugged: Coefficient

    /// All coefficients are required.
    public init(
      gain: Coefficient, level: Coefficient, trickleThreshold: Coefficient, trickleHysteresis: Coefficient,
      trickleRatio: Coefficient, endRatio: Coefficient, rechargeDrop: Coefficient, dieLimit: Coefficient,
      thermalResistance: Coefficient, charging: Coefficient, done: Coefficient, cellDone: Coefficient,
      cellUnplugged: Coefficient
    ) {
      self.gain = gain
      self.level = level
      self.trickleThreshold = trickleThreshold
      self.trickleHysteresis = trickleHysteresis
      self.trickleRatio = trickleRatio
      self.endRatio = endRatio
      self.rechargeDrop = rechargeDrop
      self.dieLimit = dieLimit
      self.thermalResistance = thermalResistance
      self.charging = charging
      self.done = done
      self.cellDone = cellDone
      self.cellUnplugged = cellUnplugged
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [
        \.gain, \.level, \.trickleThreshold, \.trickleHysteresis, \.trickleRatio, \.endRatio, \.rechargeDrop,
        \.dieLimit, \.thermalResistance, \.charging, \.done, \.cellDone, \.cellUnplugged,
      ]
    }
  }
}

extension ChargerIC.Coefficients {
  private static let sheet = "LTC4054-4.2 data sheet, electrical characteristics"

  private static func number(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ unit: Coefficient.Unit, _ condition: String,
    _ source: Coefficient.Source
  ) -> Coefficient {
    Coefficient("LTC4054.\(name)", low, typical, high, unit, condition: condition, source: source)
  }

  /// The LTC4054 and its many copies in SOT-23, such as XT4054 and UN8HX.
  public static let ltc4054 = ChargerIC.Coefficients(
    gain: number(
      "gain", 930, 1_000, 1_070, .ratio, "constant current, 10 kOhm",
      .published(sheet + " (pdf.ic37.com): 93, 100, 107 mA at 10 kOhm")),
    level: number(
      "level", 4_158, 4_200, 4_242, .millivolts, "0 to 85 degrees C", .published(sheet + " (pdf.ic37.com)")),
    trickleThreshold: number(
      "trickle threshold", 2_800, 2_900, 3_000, .millivolts, "rising",
      .published("LTC4054-4.2 data sheet, page 1: 2.9 V; limits from memory")),
    trickleHysteresis: number(
      "trickle hysteresis", 60, 80, 110, .millivolts, "falling again", .estimate(sheet + ", from memory")),
    trickleRatio: number(
      "trickle", 0.04, 0.1, 0.14, .ratio, "trickle current over charge current",
      .estimate(sheet + ", from memory: 20, 45, 70 mA of 500 mA; commonly said one tenth")),
    endRatio: number(
      "end", 0.085, 0.1, 0.115, .ratio, "of the charge current, at constant voltage",
      .published("LTC4054-4.2 data sheet, page 1: C/10; limits from memory")),
    rechargeDrop: number(
      "recharge", 100, 150, 200, .millivolts, "below the level", .estimate(sheet + ", from memory")),
    dieLimit: number(
      "die limit", 110, 120, 130, .kelvins, "degrees C, at which the current folds back",
      .estimate("LTC4054-4.2 data sheet, from memory; the band is an estimate")),
    thermalResistance: number(
      "thermal resistance", 80, 120, 150, .kelvinsPerWatt, "die to surroundings, by the copper on the board",
      .published("LTC4054-4.2 data sheet, page 2 (pdf.ic37.com): 80 to 150 degrees C/W")),
    charging: number(
      "charging", 100, 300, 2_000, .microamperes, "from VBUS, 10 kOhm",
      .published(sheet + " (pdf.ic37.com): 300 uA, at most 2,000")),
    done: number(
      "done", 25, 200, 500, .microamperes, "from VBUS, charge ended",
      .published(sheet + " (pdf.ic37.com): 200 uA, at most 500; copies promise as little as 25")),
    cellDone: number(
      "cell pin done", 0, 2.5, 6, .microamperes, "from the cell, 4.2 V, VBUS present",
      .published(sheet + " (pdf.ic37.com): 2.5 uA, at most 6")),
    cellUnplugged: number(
      "cell pin unplugged", 0.1, 1, 2, .microamperes, "from the cell, without VBUS",
      .published("XT4054 data sheet (melka/SmartBracelet, datasheets): 1 uA, at most 2")))
}
