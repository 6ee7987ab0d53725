extension HarvesterCoefficients {
  private static let sheet = "TI bq25504 data sheet (SLUSAH0)"
  private static let amorton = "Panasonic Amorton AM-1417, 35 x 14 mm, remembered"

  /// A converter of the class of TI's bq25504 and e-peas' AEM10941, and an indoor solar cell of a wrist's size.
  public static let documented = HarvesterCoefficients(
    efficiency: .ratio(
      "harvester.efficiency", 0.6, 0.8, 0.9, "tens of uA to some mA, from above 0.5 V",
      .estimate("of the class; AEM10941: about 75 % at 0.72 V (duino4projects.com/tiny-solar-energy-module-tsem)")),
    coldEfficiency: .ratio(
      "harvester.cold efficiency", 0.02, 0.05, 0.3, "while the store is below the level of the cold start",
      .estimate("cold-start circuits are charge pumps: a few per cent")),
    coldBelow: .number(
      "harvester.cold below", 1_600, 1_770, 1_950, .millivolts, "the store's voltage",
      .published("\(sheet), VSTOR_CHGEN, remembered")),
    coldStart: .number(
      "harvester.cold start", 330, 600, 700, .millivolts, "the source's open-circuit voltage for a cold start",
      .published("\(sheet): 330 mV until 2012, 600 (at most 700) mV since; AEM00940/1: 380 mV")),
    coldPower: .number(
      "harvester.cold power", 3, 15, 15, .microwatts, "the source's power for a cold start",
      .published("\(sheet): 15 uW; e-peas AEM00940/1, product page: 3 uW")),
    minimum: .number(
      "harvester.minimum", 50, 130, 130, .millivolts, "the source's voltage once it runs",
      .published("\(sheet): 130 mV (80 until 2012); e-peas AEM00940/1, product page: 50 mV")),
    quiescent: .current(
      "harvester.quiescent", 0.33, 0.33, 0.75, "from the store, always", .published("\(sheet): 330 nA, at most 750")),
    cellFull: .number(
      "harvester.cell full", 4_050, 4_120, 4_200, .millivolts, "a lithium cell is charged up to it",
      .published("AEM10941 for lithium-ion: 4.12 V (duino4projects.com/tiny-solar-energy-module-tsem)")),
    fullHysteresis: .number(
      "harvester.full hysteresis", 18, 35, 89, .millivolts, "so far below the full voltage it charges again",
      .published("\(sheet), VBAT_OV_HYST: 18, 35, 89 mV")),
    solarCurrent: .current(
      "solar cell.current", 8, 12.5, 15, "200 lux of a fluorescent lamp; proportional to the light",
      .estimate("\(amorton): 12.5 uA at 1.5 V")),
    solarVoltage: .number(
      "solar cell.voltage", 1_300, 1_500, 1_600, .millivolts, "at its best point, at any light",
      .estimate("\(amorton)")),
    solarOpenCircuit: .number(
      "solar cell.open circuit", 1_800, 2_400, 2_500, .millivolts, "at any light",
      .estimate("four cells of 0.6 V in strong light (plashless.wordpress.com/tag/solar-cells)")))
}
