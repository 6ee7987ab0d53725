extension AS7000 {
  /// As board files name it.
  public static let kind = PartKind(
    "AS7000", "optical heart-rate module with its own processor, a result a second", bus: .i2c([0x30]),
    pins: [.required("supply", .input, "AS7000 supply"), .required("int", .output, "AS7000 INT")],
    coefficients: { _, _ in AS7000.Coefficients.documented.all }
  ) { site in
    AS7000(
      site.name, on: site.emulation, net: site.net, enable: site.pin("supply"), interrupt: site.pin("int"),
      heart: site.heart, seed: site.seed, coefficients: site.figures(AS7000.Coefficients.documented))
  }
}
