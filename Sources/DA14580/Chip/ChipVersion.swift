import Machine

/// CHIP_VERSION: what the chip says it is.
final class ChipVersion: SoCBlock {
  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.system

  /// The block, on the bus.
  init(_ fabric: Fabric) {
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    fabric.install(self)
  }

  /// Nothing changes.
  func reset() { bank.reset() }

  /// The registers' values.
  func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values.
  func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
