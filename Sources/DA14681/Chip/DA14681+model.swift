import CortexM0

extension DA14681 {
  /// What is known of every one.
  public static let model = ChipModel(
    name: "DA14681", vendor: "Dialog Semiconductor", series: "DA1468x",
    summary: "Bluetooth LE SoC with a Cortex-M0, as Bandbox emulates it",
    interrupts: Interrupt.allCases.map { ChipInterrupt($0.rawValue, $0.name, of: $0.block) }, maskROM: MaskROM.model)
}
