import Machine

extension CellProtection.Coefficients {
  private static let dw01 = "DW01A data sheet, Shenzhen H&M Semiconductor (hmsemi)"

  /// A circuit of the DW01 kind, and what a cell of 70 mAh loses by itself.
  public static let documented = CellProtection.Coefficients(
    cutOff: .number(
      "cell protection.cut-off", 2_300, 2_400, 2_500, .millivolts, "over-discharge detection", .published(dw01)),
    release: .number(
      "cell protection.release", 2_900, 3_000, 3_100, .millivolts, "over-discharge release", .published(dw01)),
    recovery: .ratio(
      "cell protection.recovery", 0, 0, 1, "1: releases without a charger; 0: needs one, and takes less once open",
      .published("Fortune DW01x (pdf.elecfans.com/p/10606545) has both kinds; the band's is not known")),
    overcharge: .number(
      "cell protection.over-charge", 4_200, 4_280, 4_360, .millivolts, "over-charge detection",
      .published("gmbattery.com/product/Blue_tooth_battery-en.html: 4.28 +-0.08 V")),
    resistance: .ohms(
      "cell protection.resistance", 0.03, 0.05, 0.08, "both transistors", .estimate("an 8205-class pair")),
    closed: .current("cell protection.closed", 0.5, 3, 6, "quiescent, 3.6 V", .published(dw01 + ": 3 uA at 3.6 V")),
    open: .current(
      "cell protection.open", 0.02, 0.1, 4, "after an over-discharge; kinds that recover alone take 3.5 to 4",
      .published("Fortune DW01x (pdf.elecfans.com/p/10606545): 0.1 or 3.5 uA by kind; " + dw01 + ": 4 uA at 1.8 V")),
    selfDischarge: .current(
      "cell self-discharge.charged", 0.5, 3.4, 5, "70 mAh lithium-polymer, 25 degrees C",
      .estimate("2 to 5 % of the capacity a month is usually said, the middle; good cells 0.5 %")),
    emptySelfDischarge: .current(
      "cell self-discharge.empty", 0.05, 0.3, 2, "after an over-discharge, 25 degrees C",
      .estimate("side reactions at the cathode cease with its voltage; shunts and the separator remain")),
    selfDischargeDoubling: .number(
      "cell self-discharge.doubling", 8, 12, 20, .kelvins, "so much warmer, self-discharge is twice as fast",
      .estimate("usual for side reactions in lithium-ion cells")))
}
