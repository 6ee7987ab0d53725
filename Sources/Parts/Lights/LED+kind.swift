extension LED {
  static let settings = [
    PartSetting("resistor", "in series", .number(0...1_000_000, unit: "Ohm"), default: "470"),
    PartSetting("lit-while", "which level of its pad lights it", .choice(["high", "low"]), default: "high"),
  ]

  /// As board files name it.
  public static let kind = PartKind(
    "LED", "an LED with its resistor", pins: [.required("on", .input, "LED")],
    settings: [PartSetting("color", "what it shines in", .choice(Color.allCases.map(\.rawValue)), default: "red")]
      + settings, coefficients: { figures($0, $1).all }, isLight: true
  ) { site in
    LED(
      site.name, on: site.emulation, net: site.net, input: site.pin("on"), color: color(site.values),
      isActiveHigh: site.values.text("lit-while") == "high",
      coefficients: site.figures(figures(site.name, site.values)))
  }

  private static func color(_ values: PartValues) -> Color { Color(rawValue: values.text("color")) ?? .red }

  private static func figures(_ name: String, _ values: PartValues) -> Coefficients {
    .documented(color(values), ohms: values.number("resistor"), name: name)
  }
}
