import Machine

/// OTPC, the controller of the one-time-programmable memory: the mode reads back, the rest is storage. The memory
/// itself, all zero, is on the bus.
public final class OTPC: SoCBlock {
  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system

  /// The controller after power-on, on the bus.
  public init(_ fabric: Fabric) {
    bank = RegisterBank("OTPC", base: 0x07F4_0000, registers: Self.registers, journal: fabric.emulation.journal)
    fabric.install(self, size: 0x100)
  }

  /// Deep standby.
  public func reset() { bank.reset() }

  /// The registers' values.
  public func saveState() -> [UInt32] { bank.values }

  /// Takes over saved values.
  public func restoreState(_ values: [UInt32]) { bank.values = values }
}
