import Machine

extension DA14580 {
  /// What flows through its pads.
  public static let padCoefficients = PadCoefficients(
    "DA14580", pull: (16_700, 25_000, 50_000),
    .derived(
      "50 to 150 uA at 2.5 V, DA14580 data sheet; 25 kOhm: xmece.com/support/spi-da14580-pulling-miso-line-down-dev-mode"
    ))
}
