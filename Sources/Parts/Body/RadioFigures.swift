import Machine

extension Radio.Coefficients {
  /// No figure of the DA14681 is public; the DA14580's are.
  public static let documented = Radio.Coefficients(
    advertisingEvent: .number(
      "radio.advertising event", 9_600, 9_800, 10_000, .nanocoulombs,
      "one event on three channels, from extended sleep and back, DA14580",
      .published("xmece.com/support (9.6 uC a beacon event), wsdof.com/support/comment/3371 (about 10 uC)")),
    connectionEvent: .number(
      "radio.connection event", 9_700, 12_150, 14_600, .nanocoulombs,
      "one empty connection event, from extended sleep and back, DA14580; the band of 20 % is an estimate",
      .published("Dialog UM-B-019, quoted in xmece.com/support/power-consumption-and-lifetime: 12.15 uC")))
}
