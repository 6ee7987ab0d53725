/// The memories of a chip, and what it starts in them.
public struct ChipMemories: Equatable, Sendable {
  /// How a chip finds its program after power-on.
  public enum Start: Equatable, Sendable {
    /// The processor takes the vectors at the start of flash.
    case vectors
    /// A boot ROM looks for Dialog's image header at the start of flash.
    case dialogHeader
  }

  /// The flash that firmware executes from.
  public let flash: ChipMemory
  /// System RAM.
  public let ram: ChipMemory
  /// What else can be loaded into.
  public let others: [ChipMemory]
  /// How it starts.
  public let start: Start
  /// Whether RAM can be seen at address 0 too.
  public let isRAMSeenAtZero: Bool
  /// The smallest piece of the flash that can be erased, in bytes; `nil` where the flash is a part outside the chip.
  public let flashPageSize: Int?

  /// Declares them.
  public init(
    flash: ChipMemory, ram: ChipMemory, others: [ChipMemory] = [], start: Start, isRAMSeenAtZero: Bool = false,
    flashPageSize: Int? = nil
  ) {
    self.flash = flash
    self.ram = ram
    self.others = others
    self.start = start
    self.isRAMSeenAtZero = isRAMSeenAtZero
    self.flashPageSize = flashPageSize
  }
}
