/// One register of the chip and how much of it the emulator does.
public struct RegisterEntry: Sendable {
  /// The block's name in the register list.
  public let block: String
  /// The declaration.
  public let register: Register
  /// Its address.
  public let address: UInt32
  /// Whether the public register list has it; the others firmware uses nevertheless.
  public let isListed: Bool

  /// States one.
  public init(block: String, register: Register, address: UInt32, isListed: Bool) {
    self.block = block
    self.register = register
    self.address = address
    self.isListed = isListed
  }
}
