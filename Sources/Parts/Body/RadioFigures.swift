import Machine

extension Radio.Coefficients {
  private static let onAir =
    "DA14580 data sheet 3.4: 4.8 mA with the transmitter on and 5.1 with the receiver, whole chip at 3.0 V, at most 6"
  private static let active = "9.85 ms is the whole active period of a connection event (xmece.com, as above)"

  /// No figure of the DA14681 is public; the DA14580's are, with its buck converter.
  public static let documented = Radio.Coefficients(
    advertisingEvent: .number(
      "radio.advertising event", 9_600, 9_800, 10_000, .nanocoulombs,
      "one event on three channels, from extended sleep and back, DA14580 at 3.0 V",
      .published("xmece.com/support (9.6 uC a beacon event), wsdof.com/support/comment/3371 (about 10 uC)")),
    connectionEvent: .number(
      "radio.connection event", 9_700, 12_150, 14_600, .nanocoulombs,
      "one empty connection event, from extended sleep and back, DA14580 at 3.0 V; the band of 20 % is an estimate",
      .published("Dialog UM-B-019, quoted in xmece.com/support/power-consumption-and-lifetime: 12.15 uC")),
    advertisingTime: .number(
      "radio.advertising time", 0.0016, 0.002, 0.00985, .seconds,
      "so long flows the charge of an advertising event, at 4.9 mA",
      .derived("the charge over the current on air; \(onAir); \(active)")),
    connectionTime: .number(
      "radio.connection time", 0.002, 0.0025, 0.00985, .seconds,
      "so long flows the charge of a connection event, at 4.86 mA",
      .derived("the charge over the current on air; \(onAir); \(active)")))
}
