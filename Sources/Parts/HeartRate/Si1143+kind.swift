extension Si1143 {
  /// As board files name it.
  public static let kind = PartKind(
    "Si1143", "optical heart-rate front end: LED pulses, photodiodes, no processor of its own", bus: .i2c([0x5A]),
    pins: [.optional("int", .openDrain, "Si1143 INT")], coefficients: { _, _ in Si1143.Coefficients.documented.all }
  ) { site in
    Si1143(
      site.name, on: site.emulation, net: site.net, interrupt: site.pin(ifWired: "int"), heart: site.heart,
      ambient: site.ambient, coefficients: site.figures(Si1143.Coefficients.documented), seed: site.seed)
  }
}
