import CortexM0

extension DA14580 {
  /// What is known of every one.
  public static let model = ChipModel(
    name: "DA14580", vendor: "Dialog Semiconductor", series: "DA1458x",
    summary: "Bluetooth LE SoC with a Cortex-M0 of the first bands, as Bandbox emulates it",
    interrupts: Interrupt.allCases.map { ChipInterrupt($0.rawValue, $0.name, of: $0.block) }, maskROM: MaskROM.model,
    memories: memories)

  /// Firmware runs from SysRAM, into which the boot ROM copies it; of what executes in place there is the OTP only, which reads 0 where
  /// it was not programmed.
  private static let memories = ChipMemories(
    flash: ChipMemory("OTP", at: MemoryMap.otpBase, size: MemoryMap.otpSize, fill: 0),
    ram: ChipMemory("RAM", at: MemoryMap.sysBase, size: MemoryMap.sysSize, fill: 0),
    others: [ChipMemory("retention RAM", at: MemoryMap.retentionBase, size: 0x2000, fill: 0)], start: .vectors,
    isRAMSeenAtZero: true)

  /// The names of its pads, `P0_0` to `P3_7`.
  public static let padNames = Pin.all.map(\.description)
}
