import Machine
import Parts
import World

/// What feeds the band: regulators, radio's share, charge sources.
extension MiBand2Coefficients {
  static func number(
    _ name: String, _ low: Double, _ typical: Double, _ high: Double, _ unit: Coefficient.Unit, _ condition: String,
    _ source: Coefficient.Source
  ) -> Coefficient {
    Coefficient(name, low, typical, high, unit, condition: condition, source: source)
  }

  // MARK: The radio

  /// The radio: its protocol is not emulated, its cost is. No figure of the DA14681 is public; the DA14580's are.
  public static let radio = Radio.Coefficients(
    advertisingEvent: number(
      "radio.advertising event", 9_600, 9_800, 10_000, .nanocoulombs,
      "one event on three channels, from extended sleep and back, DA14580",
      .published("xmece.com/support (9.6 uC a beacon event), wsdof.com/support/comment/3371 (about 10 uC)")),
    connectionEvent: number(
      "radio.connection event", 9_700, 12_150, 14_600, .nanocoulombs,
      "one empty connection event, from extended sleep and back, DA14580; the band of 20 % is an estimate",
      .published("Dialog UM-B-019, quoted in xmece.com/support/power-consumption-and-lifetime: 12.15 uC")))

  // MARK: Regulators and leakage

  /// The SoC's converter behind the rail V18, and how currents of what is off grow with the temperature.
  public static let supply = SupplyCoefficients(
    lightEfficiency: ratio(
      "V18.converter below 1 mA", 0.6, 0.78, 0.88, "output power over input power, SoC awake, 3.7 V to 1.8 V",
      .estimate("usual for integrated step-down converters; the SoC's data sheet is not public")),
    fullEfficiency: ratio(
      "V18.converter above 1 mA", 0.75, 0.87, 0.93, "output power over input power, SoC awake, 3.7 V to 1.8 V",
      .estimate("usual for integrated step-down converters; the SoC's data sheet is not public")),
    quiescent: current(
      "V18 regulator.quiescent", 0.05, 0.2, 0.6, "the linear regulator that carries V18 in sleep, all the time",
      .estimate("usual for retention regulators; the SoC's data sheet is not public")),
    leakageDoubling: number(
      "leakage.doubling", 8, 10, 18, .kelvins,
      "so much warmer, what is off or asleep takes twice the current; all of it counts as leakage",
      .estimate("rule of thumb for CMOS: 8 to 10 K; part of the current is bias and grows less")))

  // MARK: Charge sources

  /// What gives VBUS.
  public static let chargeSources = ChargeSourceCoefficients(
    usbLimit: current(
      "USB port.limit", 100_000, 500_000, 900_000, "5 V",
      .published("USB 2.0, 7.2.1: 100 mA before, 500 mA after configuration; USB 3.0: 900 mA")),
    wallLimit: current(
      "wall adapter.limit", 500_000, 1_000_000, 2_400_000, "5 V",
      .estimate("5 V plugs of telephones: 0.5 to 2.4 A")),
    bankLimit: current(
      "power bank.limit", 1_000_000, 2_000_000, 2_400_000, "5 V", .estimate("usual ratings of USB-A outputs")),
    bankMinimum: current(
      "power bank.minimum load", 20_000, 60_000, 100_000, "below it the bank takes nothing to be attached",
      .estimate("idogendel.com/en/archives/687: a few dozen milliamperes; often said: 50 to 100 mA")),
    bankHold: number(
      "power bank.hold time", 10, 30, 120, .seconds, "so long below the minimum load, it switches off",
      .published("techsith.com/does-power-bank-turn-off-automatically: 30 to 120 s; others a few seconds")))
}
