import Machine

/// CRG_PER: the clock gates of the peripheral domain.
public final class CRGPer: SoCBlock {
  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.peripheral
  private let fabric: Fabric

  /// CRG_PER after power-on, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    fabric.install(self)
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// All clocks gated.
  public func reset() {
    bank.reset()
    apply()
  }

  private func apply() {
    let gates = bank[Self.clkPer]
    fabric.clocks.configure { $0.peripherals = gates }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    if Self.clkPer ~= offset { apply() }
  }

  /// The registers' values.
  public func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values.
  public func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
