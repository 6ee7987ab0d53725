extension ADXL362 {
  /// As board files name it.
  public static let kind = PartKind(
    "ADXL362", "accelerometer, 3 axes, FIFO of 512 samples, activity and wake-up interrupts", bus: .spi,
    pins: [
      .required("cs", .input, "ADXL362 CS"), .required("int1", .output, "ADXL362 INT1"),
      .required("int2", .output, "ADXL362 INT2"),
    ], coefficients: { _, _ in ADXL362.Coefficients.documented.all }
  ) { site in
    ADXL362(
      site.name, on: site.emulation, net: site.net, chipSelect: site.pin("cs"), int1: site.pin("int1"),
      int2: site.pin("int2"), motion: site.motion, ambient: site.ambient,
      coefficients: site.figures(ADXL362.Coefficients.documented), noiseSeed: site.seed)
  }
}
