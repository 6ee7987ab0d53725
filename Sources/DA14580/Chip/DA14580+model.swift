import CortexM0

extension DA14580 {
  /// What is known of every one.
  public static let model = ChipModel(
    name: "DA14580", vendor: "Dialog Semiconductor", series: "DA1458x",
    summary: "Bluetooth LE SoC with a Cortex-M0 of the first bands, as Bandbox emulates it",
    interrupts: Interrupt.allCases.map { ChipInterrupt($0.rawValue, $0.name, of: $0.block) }, maskROM: MaskROM.model)

  /// The names of its pads, `P0_0` to `P3_7`.
  public static let padNames = Pin.all.map(\.description)
}
