import Machine

extension Cell.Coefficients {
  private static let profile =
    "battery profile of 190 mAh in dialog-semiconductor/BLE_SDK10_examples, custom_socf_battery_profile.h"
  private static let impedance = Coefficient.Source.estimate(
    "the impedance of C/LiCoO2 grows about 50-fold from 20 to -20 degrees C (acemap.info/paper/471400131), which is "
      + "charge transfer, about 60 kJ/mol; electrolytes and diffusion grow less; capacities of small cells in the cold "
      + "lie between (docs/accuracy.md)")
  private static let ageing = Coefficient.Source.estimate(
    "between Schmalstieg et al. (J. Power Sources 257, 2014: 58 kJ/mol, 2 to 4 % in the first year at 25 degrees C) and "
      + "Battery University BU-808 (4 and 20 % at 25 degrees C, 15 and 35 % at 40, 40 % and 100 % full), both from memory"
  )
  private static let window = Coefficient.Source.published(
    "gmbattery.com/product/Blue_tooth_battery-en.html, 105 mAh: none below 0 degrees C, 0.1 C to 10, 0.2 C to 15, 0.5 C "
      + "above")

  /// A lithium-polymer cell of 70 mAh.
  public static let documented = Cell.Coefficients(
    capacity: .number(
      "cell.capacity", 66, 70, 73, .milliampereHours, "as new, 25 degrees C, down to 3.0 V",
      .published("eweek.com/mobile/xiaomi-unveils-mi-band-2-second-generation-fitness-band; cells keep within 5 %")),
    resistancesOf: .number(
      "cell.resistances of", 70, 70, 70, .milliampereHours,
      "a cell of so much has the resistances given; they go with the inverse of the capacity",
      .derived("a cell of half the area has half the capacity and twice the resistance")),
    ohmic: .ohms(
      "cell.ohmic resistance", 0.25, 0.4, 0.5, "at once, 25 degrees C, without the protection circuit",
      .derived(
        "at most 0.43 Ohm at 1 kHz for 80 mAh (ainbattery.com/lipo-rechargeable-battery-3-7v-80mah-7-4v-80mah.html), "
          + "0.38 for 105 mAh (gmbattery.com/product/Blue_tooth_battery-en.html)")),
    fast: .ohms(
      "cell.fast resistance", 0.3, 0.7, 1.2, "what comes on top within a pulse, 25 degrees C, a third full",
      .derived("a pulse of 60 ms sees about twice the resistance at 1 kHz; the rest is charge transfer")),
    slow: .ohms(
      "cell.slow resistance", 0.6, 1.2, 2.2, "what comes on top within minutes, 25 degrees C, a third full",
      .derived(profile + ": 1.0 Ohm after minutes, 2.7 Ohm scaled to 70 mAh, less the two others and the lag's share")),
    fastTime: .number(
      "cell.fast time constant", 0.02, 0.05, 0.15, .seconds, "of the fast resistance",
      .estimate("charge transfer and double layer of small lithium-ion cells: tens of milliseconds")),
    slowTime: .number(
      "cell.slow time constant", 30, 100, 250, .seconds, "of the slow resistance",
      .estimate("Chen and Rincon-Mora (IEEE Trans. Energy Conversion 21, 2006), from memory: 33 and 223 s")),
    ohmicEnergy: .energy(
      "cell.ohmic energy", 8, 15, 25, "activation energy, R exp(E/RT)",
      .estimate("conductivity of carbonate electrolytes: 10 to 20 kJ/mol")),
    fastEnergy: .energy("cell.fast energy", 40, 55, 70, "activation energy, R exp(E/RT)", impedance),
    slowEnergy: .energy("cell.slow energy", 15, 25, 40, "activation energy, R exp(E/RT)", impedance),
    fastElectrodes: .ratio(
      "cell.fast electrodes", 1, 1, 2,
      "that share the fast resistance; its drop is a arsinh(IR/a), a being 2RT/F for each",
      .derived("Butler-Volmer with a transfer coefficient of 0.5; one electrode usually has most of the resistance")),
    lag: .number(
      "cell.lag", 100, 200, 350, .seconds,
      "so much of the current the charge at the electrodes' surface is ahead of the mean, 25 degrees C",
      .derived(
        "1 C gives 93 to 96 % of the capacity that 0.2 C gives, in data sheets of small cells (docs/accuracy.md)")),
    lagEnergy: .energy(
      "cell.lag energy", 25, 40, 55, "activation energy of that, exp(E/RT)",
      .derived("0.2 C gives about 90 % at 0 and 70 to 80 % at -20 degrees C, in the same data sheets")),
    entropy: .number(
      "cell.entropy", -0.4, -0.1, 0.2, .millivoltsPerKelvin, "change of the open-circuit voltage",
      .estimate("range over the state of charge of lithium cobalt oxide cells in the literature")),
    fade: .number(
      "cell.fade", 0.0002, 0.0004, 0.0007, .perCycle,
      "of the capacity, for each full charge put in at half a full charge an hour",
      .published("exa.com.tw/hot_240366.html: about 80 % after 500 cycles; others promise 80 % after 300")),
    rateFade: .ratio(
      "cell.rate fade", 0, 0.5, 1.5, "so much more fade for each full charge an hour on top",
      .estimate("data sheets halve the cycles at most from 0.5 C to 1 C")),
    resistanceGrowth: .number(
      "cell.resistance growth", 0.0005, 0.001, 0.003, .perCycle, "of the resistances, for each full charge put in",
      .estimate("1.5 times after 500 cycles; small cells are often given up at twice")),
    calendarLoss: .ratio(
      "cell.calendar loss", 0.01, 0.035, 0.06,
      "of the capacity, in the first year at 25 degrees C, half full; goes with the root of time", ageing),
    calendarFull: .ratio(
      "cell.calendar when full", 1.5, 2.5, 5, "that loss when full over half full, and half full over empty", ageing),
    calendarEnergy: .energy(
      "cell.calendar energy", 30, 58, 75, "activation energy of that loss, exp(-E/RT)", ageing),
    calendarGrowth: .ratio(
      "cell.calendar growth", 0.5, 1.5, 4, "of the resistances, for each part of the capacity that time takes",
      .estimate("resistance often grows faster than capacity falls; little is published for small cells")),
    age: .number(
      "cell.age", 0.1, 0.5, 2, .years, "at 25 degrees C and half full, before the run",
      .estimate("cells are some months old when they reach a user")),
    limitFrom0: .number("cell.charge limit from 0", 0.05, 0.1, 0.2, .perHour, "0 to 10 degrees C, none below", window),
    limitFrom10: .number("cell.charge limit from 10", 0.1, 0.2, 0.5, .perHour, "10 to 15 degrees C", window),
    limitFrom15: .number("cell.charge limit from 15", 0.3, 0.5, 1, .perHour, "15 to 25 degrees C", window),
    limitFrom25: .number(
      "cell.charge limit from 25", 0.5, 1, 2, .perHour, "above 25 degrees C",
      .published(
        "ainbattery.com/lipo-rechargeable-battery-3-7v-80mah-7-4v-80mah.html, 80 mAh: 1 C at most; the sheet of 105 mAh "
          + "0.5 C")),
    plating: .ratio(
      "cell.plating", 0.005, 0.03, 0.15, "of the charge put in above the limit, the capacity that is lost for good",
      .estimate(
        "most of the lithium plated goes back into solution; some tenths of a per cent to some per cent a charge")),
    damage: .number(
      "cell.damage voltage", 1_500, 2_000, 2_400, .millivolts, "open circuit; below, copper of the anode dissolves",
      .estimate("usually 1.5 to 2.0 V is said")),
    deepLoss: .number(
      "cell.deep loss", 0.01, 0.05, 0.5, .perDay, "of the capacity, for each day below the damage voltage",
      .estimate("weeks below 1.5 V make shunts of copper; cells are then to be discarded")))
}
