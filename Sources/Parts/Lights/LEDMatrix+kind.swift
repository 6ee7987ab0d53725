extension LEDMatrix {
  private static let rows = (1...3).map { "row\($0)" }
  private static let columns = (1...9).map { "col\($0)" }

  /// As board files name it.
  public static let kind = PartKind(
    "LED matrix", "5x5 LEDs wired as 3 rows (high) of 9 columns (low), as on the first BBC micro:bit",
    pins: (rows + columns).map { .required($0, .input, "LED \($0)") },
    settings: [PartSetting("resistor", "of each column", .number(0...1_000_000, unit: "Ohm"), default: "220")],
    coefficients: { figures($0, $1).all }, pictureSize: { _ in (Wiring.microbit.width, Wiring.microbit.height) }
  ) { site in
    LEDMatrix(
      site.name, on: site.emulation, net: site.net, rows: rows.map(site.pin), columns: columns.map(site.pin),
      wiring: .microbit, coefficients: site.figures(figures(site.name, site.values)))
  }

  private static func figures(_ name: String, _ values: PartValues) -> LED.Coefficients {
    .documented(.red, ohms: values.number("resistor"), name: name)
  }
}
