import Machine

extension TouchKey.Coefficients {
  /// The one-key chip TTP233D: 2.5 uA in its slow mode, 5 uA in the fast one that a touch begins.
  public static let ttp233D = TouchKey.Coefficients(
    idle: Coefficient(
      "TTP233D.idle", 1.5, 2.5, 5, .microamperes, condition: "low-power mode, 3 V, no load",
      source: .published("TTP233D-HA6 data sheet (melka/SmartBracelet, datasheets): 2.5 uA, at most 5")),
    touched: Coefficient(
      "TTP233D.touched", 3, 5, 10, .microamperes, condition: "fast mode, 3 V, no load",
      source: .published("TTP233D-HA6 data sheet (melka/SmartBracelet, datasheets): 5 uA, at most 10")))
}
