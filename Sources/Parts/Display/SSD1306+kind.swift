extension SSD1306 {
  private static let panels: [String: Panel] = [
    "72x40": .size72x40, "64x32": .size64x32, "96x16": .size96x16, "128x32": .size128x32, "128x64": .size128x64,
  ]
  private static let names = ["72x40", "64x32", "96x16", "128x32", "128x64"]

  /// As board files name it.
  public static let kind = PartKind(
    "SSD1306", "OLED panel with its controller and charge pump", component: "OLED", bus: .spi,
    pins: [
      .required("cs", .input, "SSD1306 CS"), .required("dc", .input, "SSD1306 D/C"),
      .optional("reset", .input, "SSD1306 RES"), .optional("supply", .input, "SSD1306 supply"),
    ],
    settings: [
      PartSetting("panel", "pixels in a row and rows", .choice(names), default: "72x40")
    ], coefficients: { _, _ in SSD1306.Coefficients.documented.all },
    pictureSize: { values in
      let panel = panels[values.text("panel")] ?? .size72x40
      return (panel.columns, panel.rows)
    }
  ) { site in
    SSD1306(
      site.name, on: site.emulation, net: site.net, panel: panels[site.values.text("panel")] ?? .size72x40,
      chipSelect: site.pin("cs"), dataCommand: site.pin("dc"), reset: site.pin(ifWired: "reset"),
      supply: site.pin(ifWired: "supply"), coefficients: site.figures(SSD1306.Coefficients.documented))
  }
}
