import Machine

extension NORFlash.Coefficients {
  private static let w25q = "Winbond W25Q80 manual, manualmachine.com/rainbowelectronics/w25q32/1641354-user-manual"

  /// Those of the W25Q80EW class.
  public static let documented = NORFlash.Coefficients(
    standby: .current(
      "NOR flash.standby", 5, 10, 25, "not selected, 25 degrees C", .estimate("W25Q80EW data sheet, from memory")),
    powerDown: .current(
      "NOR flash.power-down", 0.1, 1, 5, "after command B9, 25 degrees C",
      .published(w25q + ": as low as 1 uA for power-down")),
    read: .current(
      "NOR flash.read", 300, 1_000, 5_000, "while the CPU runs from flash, 16 MHz, behind the 16 KiB cache",
      .estimate(w25q + ": 5 mA while clocked; the cache leaves it clocked for about a fifth of the time")),
    program: .current(
      "NOR flash.program", 5_000, 10_000, 20_000, "page program or status write under way",
      .estimate("W25Q80EW data sheet, from memory")),
    erase: .current(
      "NOR flash.erase", 5_000, 10_000, 20_000, "erase under way", .estimate("W25Q80EW data sheet, from memory")))
}
