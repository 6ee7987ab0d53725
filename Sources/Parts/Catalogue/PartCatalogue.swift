/// The parts that board files can name.
public enum PartCatalogue {
  /// All of them, in the order of tables.
  public static let all: [PartKind] = [
    ADXL362.kind, AS7000.kind, Button.kind, CradleCable.kind, KX022.kind, LED.kind, LEDMatrix.kind, MAG3110.kind,
    MMA8653.kind, Motor.kind, NORFlash.kind, Radio.kind, RGBLED.kind, Si1143.kind, SSD1306.kind, SSD1306.onI2C,
    TouchKey.kind, TouchKey.ttp233D,
  ]

  /// The kind of a name; `nil` where there is none.
  public static func kind(named name: String) -> PartKind? { all.first { $0.name == name } }
}
