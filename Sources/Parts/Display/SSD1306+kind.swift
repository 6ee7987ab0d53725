extension SSD1306 {
  /// As board files name it.
  public static let kind = PartKind(
    "SSD1306", "OLED panel with its controller and charge pump", component: "OLED", bus: .spi,
    pins: [
      .required("cs", .input, "SSD1306 CS"), .required("dc", .input, "SSD1306 D/C"),
      .required("reset", .input, "SSD1306 RES"), .required("supply", .input, "SSD1306 supply"),
    ], coefficients: SSD1306.Coefficients.documented.all, pictureSize: { _ in (SSD1306.width, SSD1306.height) }
  ) { site in
    SSD1306(
      site.name, on: site.emulation, net: site.net, chipSelect: site.pin("cs"), dataCommand: site.pin("dc"),
      reset: site.pin("reset"), supply: site.pin("supply"),
      coefficients: site.figures(SSD1306.Coefficients.documented))
  }
}
