extension TouchKey {
  /// As board files name it.
  public static let kind = PartKind(
    "touch key", "capacitive key with its controller, output high while touched",
    pins: [.required("out", .output, "touch key")], coefficients: { _, _ in TouchKey.Coefficients.documented.all }
  ) { site in
    TouchKey(
      site.name, on: site.emulation, net: site.net, output: site.pin("out"),
      coefficients: site.figures(TouchKey.Coefficients.documented))
  }
}
