/// The registers of one block of a chip, and where they are.
public struct RegisterBlock: Sendable {
  /// The block's name in the register list.
  public let name: String
  /// The address of offset 0.
  public let base: UInt32
  /// The length of the block's addresses in bytes, with those that no register has.
  public let size: UInt32
  /// What it is, in a few words.
  public let description: String
  /// The declarations.
  public let registers: [Register]

  /// Declares a block of `size` bytes at `base`.
  public init(_ name: String, at base: UInt32, size: UInt32, _ description: String, _ registers: [Register]) {
    self.name = name
    self.base = base
    self.size = size
    self.description = description
    self.registers = registers
  }

  /// All its addresses.
  public var addresses: ClosedRange<UInt32> { base...(base + (size - 1)) }
}
