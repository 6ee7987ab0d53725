extension Motor {
  /// As board files name it.
  public static let kind = PartKind(
    "motor", "vibration motor, a 10 mm coin ERM behind a transistor; on while its pin is high",
    pins: [.required("on", .input, "motor")], coefficients: { _, _ in Motor.Coefficients.documented.all }
  ) { site in
    Motor(
      site.name, on: site.emulation, net: site.net, input: site.pin("on"),
      coefficients: site.figures(Motor.Coefficients.documented))
  }
}
