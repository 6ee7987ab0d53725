import Machine
import Parts
import World

/// What feeds the band: cell, regulators, radio's share, charge sources.
extension MiBand2Coefficients {
  private static func number(
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

  // MARK: The cell

  /// The cell's electrical behaviour.
  public static let cell = Cell.Coefficients(
    capacity: number(
      "cell.capacity", 66, 70, 73, .milliampereHours, "as new, 25 degrees C, down to 3.0 V",
      .published("eweek.com/mobile/xiaomi-unveils-mi-band-2-second-generation-fitness-band; cells keep within 5 %")),
    resistance: ratio(
      "cell.resistance", 0.7, 1, 1.4, "over that of the profile scaled to 70 mAh, after minutes, 25 degrees C",
      .derived("lilincun/U6, custom_socf_battery_profile.h, a cell of 190 mAh; scaling by capacity is rough")),
    transientShare: ratio(
      "cell.transient share", 0.3, 0.5, 0.6, "of the resistance, the part that builds up with the time constant",
      .estimate("polymer cell of Chen and Rincon-Mora (IEEE Trans. Energy Conversion 21, 2006), from memory: 56 %")),
    timeConstant: number(
      "cell.time constant", 30, 100, 250, .seconds, "one branch in place of the usual two or three",
      .estimate("the same paper, from memory: 33 and 223 s")),
    resistanceDoubling: number(
      "cell.resistance doubling", 14, 20, 30, .kelvins, "so much colder, the resistance is twice as large",
      .estimate("two to four times at 0 degrees C of that at 25, usual in the literature on lithium-ion cells")),
    coldLoss: ratio(
      "cell.cold loss", 0.03, 0.08, 0.25,
      "of the capacity, not to be had at 0 degrees C; in proportion to the degrees below 25",
      .estimate("data sheets give 60 to 90 % at -20 and 0 degrees C at 0.2 C, most of it by resistance")),
    entropy: number(
      "cell.entropy", -0.4, -0.1, 0.2, .millivoltsPerKelvin, "change of the open-circuit voltage",
      .estimate("range over the state of charge of lithium cobalt oxide cells in the literature")),
    fade: number(
      "cell.fade", 0.0002, 0.0004, 0.0007, .perCycle, "of the capacity, for each full charge put in",
      .published("exa.com.tw/hot_240366.html: about 80 % after 500 cycles; others promise 80 % after 300")),
    resistanceGrowth: number(
      "cell.resistance growth", 0.0005, 0.001, 0.003, .perCycle, "of the resistance, for each full charge put in",
      .estimate("1.5 times after 500 cycles; small cells are often given up at twice")))

  /// What the cell loses by itself.
  public static let drain = CellDrain.Coefficients(
    protection: current(
      "cell protection.always", 0.5, 3, 6, "quiescent, 3.6 V",
      .published("DW01A data sheet, Shenzhen H&M Semiconductor: 3 uA at 3.6 V; newer circuits take less")),
    selfDischarge: current(
      "cell self-discharge.always", 0.5, 3.4, 5, "70 mAh lithium-polymer, 25 degrees C",
      .estimate("2 to 5 % of the capacity a month is usually said, the middle; good cells 0.5 %")),
    selfDischargeDoubling: number(
      "cell self-discharge.doubling", 8, 12, 20, .kelvins, "so much warmer, self-discharge is twice as fast",
      .estimate("usual for side reactions in lithium-ion cells")))

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
