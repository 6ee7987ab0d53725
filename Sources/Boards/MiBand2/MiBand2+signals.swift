import DA14681

extension MiBand2 {
  /// What the board has on a pad, such as `touch key` on the line `P1_0`, by the schematic.
  static let signals: [String: String] = Dictionary(
    uniqueKeysWithValues: [
      (Wiring.key, "touch key"), (Wiring.cableDetect, "cable detect"), (Wiring.accelerometerSelect, "ADXL362 CS"),
      (Wiring.accelerometerInt1, "ADXL362 INT1"), (Wiring.accelerometerInt2, "ADXL362 INT2"),
      (Wiring.displaySelect, "SSD1306 CS"), (Wiring.displayData, "SSD1306 D/C"), (Wiring.displayReset, "SSD1306 RES"),
      (Wiring.displaySupply, "SSD1306 supply"), (Wiring.heartRateInterrupt, "AS7000 INT"),
      (Wiring.heartRateSupply, "AS7000 supply"), (Wiring.motor, "motor"), (Wiring.thermistor, "thermistor"),
    ].map { ($0.0.description, $0.1) })
}
