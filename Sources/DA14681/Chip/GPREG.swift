import Machine

/// GPREG: freeze bits, the LEDs' sources, and the PLL's control and status.
///
/// Chosen: the PLL's regulator is good and the PLL locks as soon as they are enabled; public drivers wait for both.
public final class GPREG: SoCBlock {
  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  /// The PLL went on or off.
  var onPower: (() -> Void)?
  private let fabric: Fabric

  /// GPREG after power-on, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    fabric.install(self)
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// Nothing frozen, the PLL off.
  public func reset() {
    bank.reset()
    fabric.setFreeze([])
    fabric.leds.setControl(0)
    onPower?()
  }

  /// PLL_SYS_CTRL1.PLL_EN.
  var isPLLEnabled: Bool { bank.isSet(Self.pllSysCtrl1, Self.pllEn) }

  /// What software reads. The freeze registers both read the bits that are frozen (chosen).
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.setFreeze, Self.resetFreeze: return fabric.freeze.rawValue
    case Self.pllSysStatus:
      var status: UInt32 = 0
      if bank.isSet(Self.pllSysCtrl1, Self.ldoPllEnable) { status |= Self.ldoPllOk.mask }
      if isPLLEnabled { status |= Self.pllLockFine.mask | Self.pllCalibrEnd.mask }
      return status
    default: return bank[offset]
    }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.setFreeze: fabric.setFreeze(fabric.freeze.union(Freeze(rawValue: value)))
    case Self.resetFreeze: fabric.setFreeze(fabric.freeze.subtracting(Freeze(rawValue: value)))
    case Self.ledControl: fabric.leds.setControl(value)
    case Self.pllSysCtrl1: onPower?()
    default: break
    }
  }

  /// The state of GPREG.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var freeze: Freeze
  }

  /// The registers' values and the freeze bits.
  public func saveState() -> State { State(registers: bank.named, freeze: fabric.freeze) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    fabric.restoreFreeze(state.freeze)
  }
}
