import Machine

/// The converter between battery and chip. Its cost is part of the chip's currents; here its registers keep what is written.
final class DCDC: SoCBlock {
  static let analogue = "how the converter works, whose cost is part of the chip's currents"

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.alwaysOn

  /// The converter after power-on, on the bus.
  init(_ fabric: Fabric) {
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    fabric.install(self)
  }

  /// Back to reset values.
  func reset() { bank.reset() }

  /// The registers' values.
  func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values.
  func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
