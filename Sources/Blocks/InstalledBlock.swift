import Machine

/// A block as its chip has it on the list of what loses power and resets, at every sleep. The machine keeps the block.
public struct InstalledBlock {
  private unowned(unsafe) let block: any Block
  private unowned(unsafe) let bank: RegisterBank
  private let isResetTimeless: Bool

  /// The entry of a block.
  public init(_ block: any Block) {
    self.block = block
    bank = block.bank
    isResetTimeless = block.isResetTimeless
  }

  /// Its registers.
  public var registers: RegisterBank { bank }

  /// Gives the block power or takes it away.
  public func supply(_ isPowered: Bool) { bank.isPowered = isPowered }

  /// Resets the block, or leaves that out where it says that nothing would change.
  public func reset() {
    if isResetTimeless && !bank.isTouched { return }
    block.reset()
    bank.noteReset()
  }
}
