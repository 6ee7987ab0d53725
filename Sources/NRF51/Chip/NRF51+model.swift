import CortexM0

extension NRF51 {
  /// What is known of every xxAA.
  public static let model = model(.xxAA)

  /// What is known of every one of a variant.
  public static func model(_ variant: Variant) -> ChipModel {
    ChipModel(
      name: variant.partName, vendor: "Nordic Semiconductor", series: "nRF51",
      summary: "Bluetooth LE SoC with a Cortex-M0, as Bandbox emulates it",
      interrupts: NRF51Interrupt.allCases.map { ChipInterrupt($0.rawValue, $0.name, of: $0.block) }, maskROM: nil,
      memories: ChipMemories(
        flash: ChipMemory("flash", at: 0, size: variant.flashSize, fill: 0xFF),
        ram: ChipMemory("RAM", at: 0x2000_0000, size: variant.ramSize, fill: 0),
        others: [
          ChipMemory("UICR", at: UICR.block.base, size: UICR.contentSize, fill: 0xFF, holdsPrograms: false)
        ], start: .vectors, flashPageSize: NVMC.pageSize))
  }
}
