extension MMA8653 {
  /// As board files name it.
  public static let kind = PartKind(
    "MMA8653", "accelerometer of the first BBC micro:bit: samples, rates, ranges, data-ready interrupt",
    bus: .i2c([0x1D]),
    pins: [.optional("int1", .output, "MMA8653 INT1"), .optional("int2", .output, "MMA8653 INT2")],
    coefficients: { _, _ in MMA8653.Coefficients.documented.all }
  ) { site in
    MMA8653(
      site.name, on: site.emulation, net: site.net, int1: site.pin(ifWired: "int1"), int2: site.pin(ifWired: "int2"),
      motion: site.motion, coefficients: site.figures(MMA8653.Coefficients.documented), seed: site.seed)
  }
}
