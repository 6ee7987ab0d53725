import Machine

extension ChargeSourceCoefficients {
  /// What gives VBUS.
  public static let documented = ChargeSourceCoefficients(
    usbLimit: .current(
      "USB port.limit", 100_000, 500_000, 900_000, "5 V",
      .published("USB 2.0, 7.2.1: 100 mA before, 500 mA after configuration; USB 3.0: 900 mA")),
    wallLimit: .current(
      "wall adapter.limit", 500_000, 1_000_000, 2_400_000, "5 V",
      .estimate("5 V plugs of telephones: 0.5 to 2.4 A")),
    bankLimit: .current(
      "power bank.limit", 1_000_000, 2_000_000, 2_400_000, "5 V", .estimate("usual ratings of USB-A outputs")),
    bankMinimum: .current(
      "power bank.minimum load", 20_000, 60_000, 100_000, "below it the bank takes nothing to be attached",
      .estimate("idogendel.com/en/archives/687: a few dozen milliamperes; often said: 50 to 100 mA")),
    bankHold: .number(
      "power bank.hold time", 10, 30, 120, .seconds, "so long below the minimum load, it switches off",
      .published("techsith.com/does-power-bank-turn-off-automatically: 30 to 120 s; others a few seconds")))
}
