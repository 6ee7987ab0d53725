extension RGBLED {
  /// As board files name it.
  public static let kind = PartKind(
    "RGB LED", "three LEDs in one case, each with its resistor",
    pins: [
      .required("red", .input, "LED red"), .required("green", .input, "LED green"),
      .required("blue", .input, "LED blue"),
    ], settings: LED.settings, coefficients: { figures($0, $1).all }, isLight: true
  ) { site in
    var figures = figures(site.name, site.values)
    figures.red = site.figures(figures.red)
    figures.green = site.figures(figures.green)
    figures.blue = site.figures(figures.blue)
    return RGBLED(
      site.name, on: site.emulation, net: site.net, red: site.pin("red"), green: site.pin("green"),
      blue: site.pin("blue"), isActiveHigh: site.values.text("lit-while") == "high", coefficients: figures)
  }

  private static func figures(_ name: String, _ values: PartValues) -> Coefficients {
    .documented(ohms: values.number("resistor"), name: name)
  }
}
