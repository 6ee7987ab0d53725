import Machine

/// CHIP_VERSION: what the chip says it is.
///
/// Firmware for this part stops where CHIP_REVISION is not 0x41 or CHIP_TEST1 is not 7; the register list has 0x42 for
/// the one and lacks the other.
public final class ChipVersion: SoCBlock {
  static let block = RegisterBlock(
    "CHIP_VERSION", at: 0x5000_3200, size: 0x100, "identity of the chip",
    [
      Register("CHIP_ID1_REG", at: 0x00, bits: 8, reset: 0x36, [.readOnly("CHIP_ID1", 7, 0)]),
      Register("CHIP_ID2_REG", at: 0x01, bits: 8, reset: 0x38, [.readOnly("CHIP_ID2", 7, 0)]),
      Register("CHIP_ID3_REG", at: 0x02, bits: 8, reset: 0x30, [.readOnly("CHIP_ID3", 7, 0)]),
      Register("CHIP_SWC_REG", at: 0x03, bits: 8, [.readOnly("CHIP_SWC", 3, 0)]),
      Register("CHIP_REVISION_REG", at: 0x04, bits: 8, reset: 0x41, [.readOnly("REVISION_ID", 7, 0)]),
      Register("CHIP_TEST1_REG", at: 0x0A, bits: 8, reset: 0x07, [.readOnly("CHIP_TEST1", 7, 0)]),
    ])

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system

  /// The block, on the bus.
  public init(_ fabric: Fabric) {
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    fabric.install(self)
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// Nothing changes.
  public func reset() { bank.reset() }

  /// The registers' values.
  public func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values.
  public func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
