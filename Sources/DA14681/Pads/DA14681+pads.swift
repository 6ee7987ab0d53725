import Machine

extension DA14681 {
  /// What flows through its pads, which V18 feeds (chosen), asleep through its linear regulator.
  public static let padCoefficients = PadCoefficients(
    "DA14681", pull: (16_700, 25_000, 50_000),
    .derived(
      "50 to 150 uA at 2.5 V, DA14580 data sheet; 25 kOhm: xmece.com/support/spi-da14580-pulling-miso-line-down-dev-mode"
    ), millivolts: 1_800)
}
