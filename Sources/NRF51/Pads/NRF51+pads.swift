import Machine

extension NRF51 {
  /// What flows through its pads.
  public static let padCoefficients = PadCoefficients(
    "NRF51", pull: (10_000, 13_000, 17_000), .estimate("13 kOhm, 11 to 16, of the product specification from memory"))
}
