import Machine

/// A peripheral of the register list that is not modelled: its registers keep what is written, read-only bits their
/// reset values; every access is counted in the journal.
public final class DeclaredStorage: SoCBlock {
  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system

  /// A peripheral of the map, on the bus.
  init(_ block: RegisterBlock, _ fabric: Fabric) {
    bank = RegisterBank(block, journal: fabric.emulation.journal)
    fabric.install(self)
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// Back to reset values.
  public func reset() { bank.reset() }

  /// The registers' values.
  public func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values.
  public func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
