extension SSD1306 {
  private static let panels: [String: Panel] = [
    "72x40": .size72x40, "64x32": .size64x32, "96x16": .size96x16, "128x32": .size128x32, "128x64": .size128x64,
  ]
  private static let names = ["72x40", "64x32", "96x16", "128x32", "128x64"]

  private static let settings = [PartSetting("panel", "pixels in a row and rows", .choice(names), default: "72x40")]
  private static let optionalPins: [PartPin] = [
    .optional("reset", .input, "SSD1306 RES"), .optional("supply", .input, "SSD1306 supply"),
  ]

  /// As board files name it.
  public static let kind = PartKind(
    "SSD1306", "OLED panel with its controller and charge pump", component: "OLED", bus: .spi,
    pins: [.required("cs", .input, "SSD1306 CS"), .required("dc", .input, "SSD1306 D/C")] + optionalPins,
    settings: settings, coefficients: { figures($1).all }, pictureSize: { size(panel($0)) }
  ) { site in
    SSD1306(
      site.name, on: site.emulation, net: site.net, panel: panel(site.values), chipSelect: site.pin("cs"),
      dataCommand: site.pin("dc"), reset: site.pin(ifWired: "reset"), supply: site.pin(ifWired: "supply"),
      coefficients: site.figures(figures(site.values)))
  }

  /// The same on I2C.
  public static let onI2C = PartKind(
    "SSD1306 I2C", "OLED panel with its controller and charge pump, on I2C", component: "OLED",
    bus: .i2c([0x3C, 0x3D]), pins: optionalPins, settings: settings, coefficients: { figures($1).all },
    pictureSize: { size(panel($0)) }
  ) { site in
    SSD1306(
      site.name, on: site.emulation, net: site.net, panel: panel(site.values), reset: site.pin(ifWired: "reset"),
      supply: site.pin(ifWired: "supply"), address: site.address, coefficients: site.figures(figures(site.values)))
  }

  private static func panel(_ values: PartValues) -> Panel { panels[values.text("panel")] ?? .size72x40 }
  private static func size(_ panel: Panel) -> (width: Int, height: Int) { (panel.columns, panel.rows) }
  private static func figures(_ values: PartValues) -> Coefficients {
    panel(values) == .size64x32 ? .documented64x32 : .documented
  }
}
