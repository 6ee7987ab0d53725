import Machine

/// The memory protection unit: blocks of 4 KiB of flash that cannot be written or erased until the next reset.
///
/// Sources: the vendor's public register list. Region 0 (UICR.CLENR0) guards the flash of a protocol stack below it: code
/// outside cannot write it. Chosen: reads of region 0 are let through, and so is what region 0 keeps to itself of RAM and peripherals.
public final class MPU: NRF51Block {
  /// The page.
  public let page: PeripheralPage

  /// The block of a fabric.
  public init(_ fabric: NRF51Fabric) {
    page = PeripheralPage(Self.layout, "MPU", at: 0x4000_0000, "memory protection", fabric)
    fabric.install(self, sharing: true)
  }

  /// Nothing is protected.
  public func reset() { page.reset() }

  /// It has no tasks.
  public func task(_ offset: UInt32) {}

  /// Whether the flash at an offset is protected.
  func isProtected(_ offset: Int) -> Bool {
    let block = offset / Self.protectedBlock & 63
    return bank[Self.protection, block / 32] >> UInt32(block & 31) & 1 != 0
  }

  /// The registers' values.
  public func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values.
  public func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
