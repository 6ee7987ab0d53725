extension Radio {
  /// As board files name it.
  public static let kind = PartKind(
    "radio", "a Bluetooth radio as a load: what its events cost, for chips whose radio is not emulated",
    coefficients: { _, _ in Radio.Coefficients.documented.all }
  ) { site in
    Radio(
      site.name, on: site.emulation, net: site.net, activity: site.radio, seed: site.seed,
      coefficients: site.figures(Radio.Coefficients.documented))
  }
}
