import Machine

/// A peripheral of the register list that is not modelled: its registers keep what is written, read-only bits their
/// reset values; every access is counted in the journal.
public final class DeclaredStorage: SoCBlock {
  /// The registers.
  public let bank: RegisterBank
  /// Its supply; where it is unknown, one that keeps the values.
  public let domain: PowerDomain

  /// A peripheral of the map, on the bus.
  init(_ description: StorageMap.Block, _ fabric: Fabric) {
    domain = description.domain
    bank = RegisterBank(
      description.name, base: description.base, registers: description.registers, journal: fabric.emulation.journal)
    fabric.install(self, size: description.size)
  }

  /// Back to reset values.
  public func reset() { bank.reset() }

  /// The registers' values.
  public func saveState() -> [UInt32] { bank.values }

  /// Takes over saved values.
  public func restoreState(_ values: [UInt32]) { if values.count == bank.values.count { bank.values = values } }
}
