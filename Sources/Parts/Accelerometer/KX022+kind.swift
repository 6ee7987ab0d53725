extension KX022 {
  /// As board files name it.
  public static let kind = PartKind(
    "KX022", "accelerometer, 3 axes, buffer of 256 bytes, wake-up, tap and tilt engines", bus: .i2c([0x1F, 0x1E]),
    pins: [
      .optional("int1", .output, "KX022 INT1"), .optional("int2", .output, "KX022 INT2"),
      .optional("trig", .input, "KX022 TRIG"),
    ], coefficients: { _, _ in KX022.Coefficients.documented.all }
  ) { site in
    KX022(
      site.name, on: site.emulation, net: site.net, int1: site.pin(ifWired: "int1"), int2: site.pin(ifWired: "int2"),
      trigger: site.pin(ifWired: "trig"), address: site.address, motion: site.motion,
      coefficients: site.figures(KX022.Coefficients.documented), seed: site.seed)
  }
}
