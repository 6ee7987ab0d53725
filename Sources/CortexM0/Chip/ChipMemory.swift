/// A memory of a chip that programs, or settings of the chip, are loaded into.
public struct ChipMemory: Equatable, Sendable {
  /// The field's name for it.
  public let name: String
  /// First address.
  public let base: UInt32
  /// Size in bytes.
  public let size: Int
  /// What a byte reads that nothing was loaded into: an erased flash reads 0xFF.
  public let fill: UInt8
  /// Whether programs can be in it; otherwise it has settings of the chip.
  public let holdsPrograms: Bool

  /// Declares a memory; `size` is from 1 to 2 GiB, and its end at most 4 GiB.
  public init(_ name: String, at base: UInt32, size: Int, fill: UInt8, holdsPrograms: Bool = true) {
    self.name = name
    self.base = base
    self.size = size
    self.fill = fill
    self.holdsPrograms = holdsPrograms
  }

  /// Whether `address` lies in it.
  public func contains(_ address: UInt32) -> Bool { address >= base && address - base < UInt32(size) }
}
