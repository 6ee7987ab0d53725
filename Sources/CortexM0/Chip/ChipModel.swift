/// A kind of chip: what is known of it before one is made.
public struct ChipModel: Sendable {
  /// Its name, such as `DA14681`.
  public let name: String
  /// Who makes it.
  public let vendor: String
  /// The family that it belongs to.
  public let series: String
  /// What it is, in one line.
  public let summary: String
  /// Its external interrupts, by number.
  public let interrupts: [ChipInterrupt]
  /// Its mask ROM; `nil` without one.
  public let maskROM: MaskROMModel?
  /// Its memories.
  public let memories: ChipMemories

  /// Declares a chip.
  public init(
    name: String, vendor: String, series: String, summary: String, interrupts: [ChipInterrupt], maskROM: MaskROMModel?,
    memories: ChipMemories
  ) {
    self.name = name
    self.vendor = vendor
    self.series = series
    self.summary = summary
    self.interrupts = interrupts
    self.maskROM = maskROM
    self.memories = memories
  }
}
