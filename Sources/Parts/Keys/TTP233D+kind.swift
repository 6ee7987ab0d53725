extension TouchKey {
  /// As board files name it.
  public static let ttp233D = PartKind(
    "TTP233D", "capacitive key with a one-key chip that is known, output high while touched", component: "touch key",
    pins: [.required("out", .output, "touch key")], coefficients: { _, _ in TouchKey.Coefficients.ttp233D.all }
  ) { site in
    TouchKey(
      site.name, on: site.emulation, net: site.net, output: site.pin("out"),
      coefficients: site.figures(TouchKey.Coefficients.ttp233D))
  }
}
