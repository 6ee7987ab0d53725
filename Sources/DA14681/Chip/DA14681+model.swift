import CortexM0

extension DA14681 {
  /// What is known of every one.
  public static let model = ChipModel(
    name: "DA14681", vendor: "Dialog Semiconductor", series: "DA1468x",
    summary: "Bluetooth LE SoC with a Cortex-M0, as Bandbox emulates it",
    interrupts: Interrupt.allCases.map { ChipInterrupt($0.rawValue, $0.name, of: $0.block) }, maskROM: MaskROM.model,
    memories: memories)

  /// Flash is what the QSPI controller maps: 1 MiB. The cache's data RAM is RAM while the cache does not have it.
  ///
  /// Source: the public data sheet, memory map.
  private static let memories = ChipMemories(
    flash: ChipMemory("flash", at: MemoryMap.flashBase, size: 1 << 20, fill: 0xFF),
    ram: ChipMemory("RAM", at: MemoryMap.ramBase, size: MemoryMap.ramSize, fill: 0),
    others: [ChipMemory("cache RAM", at: MemoryMap.cacheBase, size: MemoryMap.cacheSize, fill: 0)],
    start: .dialogHeader, isRAMSeenAtZero: true)
}
