extension MAG3110 {
  /// As board files name it.
  public static let kind = PartKind(
    "MAG3110", "magnetometer of the first BBC micro:bit, in a field that stays", bus: .i2c([0x0E]),
    pins: [.optional("int1", .output, "MAG3110 INT1")], coefficients: { _, _ in MAG3110.Coefficients.documented.all }
  ) { site in
    MAG3110(
      site.name, on: site.emulation, net: site.net, int1: site.pin(ifWired: "int1"), ambient: site.ambient,
      coefficients: site.figures(MAG3110.Coefficients.documented))
  }
}
