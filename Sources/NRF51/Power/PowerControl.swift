import CortexM0
import Machine

/// POWER: System OFF, why the chip was reset, which blocks of RAM are on, the power-failure comparator and the DC/DC converter.
///
/// Sources: the vendor's public register list. RESETREAS accumulates; GPREGRET survives every reset but power-on and
/// brown-out. RAMON, RAMONB, POFCON and DCDCEN survive software's reset and waking from System OFF, as stated for the sibling
/// nRF52. Chosen: a block of RAM that is switched off in System ON loses its contents, and accesses go on; FORCEOFF wins over
/// FORCEON and both over DCDCEN; POFWARN comes where the supply falls below the threshold, and at once where POFCON is
/// written below it.
public final class PowerControl: NRF51Block {
  /// The state of the power control.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var isConstantLatency: Bool
    /// In their order, so that equal states have equal bytes.
    var lowLevels: [SupplyLevel]
  }

  /// The page.
  public let page: PeripheralPage
  /// SYSTEMOFF was written.
  var onSystemOff: (() -> Void)?
  /// Something that the loads depend on has changed.
  var onChange: (() -> Void)?
  /// A block of RAM was switched off.
  var onRAMOff: ((Int) -> Void)?
  private unowned let fabric: NRF51Fabric
  private let ramBlocks: Int
  /// CONSTLAT: the 16 MHz clock and the regulator stay on.
  private(set) var isConstantLatency = false
  private var lowLevels: Set<SupplyLevel> = []

  /// The block of a fabric, whose RAM has blocks of 8 KiB.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    ramBlocks = min(fabric.ram.size / 8_192, 4)
    page = PeripheralPage(Self.layout, "POWER", at: 0x4000_0000, "power control", fabric)
    fabric.install(self, sharing: true)
  }

  /// As after power-on.
  public func reset() {
    page.reset()
    isConstantLatency = false
    fabric.setDCDC(false)
    onChange?()
  }

  /// It takes part in every reset by `reset(kind:reason:)`.
  public var survives: Set<ResetKind> { Set(ResetKind.allCases) }

  /// What a reset does to it, and what it notes of it.
  func reset(_ kind: ResetKind, _ reason: ResetReason) {
    let isCold = kind == .powerOn || kind == .brownOut
    let keepsSettings = kind == .software || kind == .hibernation
    let reasons = isCold ? 0 : bank[Self.resetReasons] | reason.rawValue
    let retained = isCold ? 0 : bank[Self.retained]
    let settings = [Self.failure, Self.ramOn, Self.ramOnB, Self.converter].map { ($0, bank[$0]) }
    page.reset()
    isConstantLatency = false
    bank[Self.resetReasons] = reasons
    bank[Self.retained] = retained
    if keepsSettings { for (register, value) in settings { bank[register] = value } }
    fabric.setDCDC(usesConverter)
    onChange?()
  }

  // MARK: RAM

  private func ramBits(_ bit: Int) -> [Bool] {
    (0..<ramBlocks).map { block in
      let register = bank[block < 2 ? Self.ramOn : Self.ramOnB]
      return register >> UInt32(bit + (block & 1)) & 1 != 0
    }
  }

  /// Which blocks are on in System ON.
  var ramBlocksOn: [Bool] { ramBits(0) }
  /// Which keep their contents in System OFF.
  var ramBlocksRetained: [Bool] { ramBits(16) }

  // MARK: Supply

  /// Whether the supply is below the brown-out level.
  var isBrownOut: Bool { lowLevels.contains(.brownOut) }

  private var failureLevel: SupplyLevel {
    SupplyLevel(rawValue: 1 + Int(bank[Self.failure, Self.threshold])) ?? .v2_1
  }

  /// Whether the power-failure comparator is on.
  var isFailureWatched: Bool { bank.isSet(Self.failure, Self.isFailureOn) }

  /// Whether it is, and sees the supply below its threshold: the flash cannot be written.
  var isFailing: Bool { isFailureWatched && lowLevels.contains(failureLevel) }

  /// The supply fell below a level, or rose above it.
  func supplyChanged(_ level: SupplyLevel, isLow: Bool) {
    let wasFailing = isFailing
    if isLow { lowLevels.insert(level) } else { lowLevels.remove(level) }
    if isFailing && !wasFailing { page.raise(Self.warning) }
  }

  private var usesConverter: Bool {
    let force = bank[Self.converterForce]
    let isOn = Self.forceOn.isSet(in: force) || bank.isSet(Self.converter, Self.isConverterOn)
    return isOn && !Self.forceOff.isSet(in: force)
  }

  // MARK: Accesses

  /// CONSTLAT and LOWPWR.
  public func task(_ offset: UInt32) {
    isConstantLatency = Self.constantLatency ~= offset
    onChange?()
  }

  /// RAMSTATUS is computed.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    guard Self.ramStatus ~= offset else { return bank[offset] }
    return ramBlocksOn.enumerated().reduce(0) { $1.element ? $0 | 1 << UInt32($1.offset) : $0 }
  }

  /// What of the registers has an effect.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case Self.systemOff: if value & 1 != 0 { onSystemOff?() }
    case Self.ramOn, Self.ramOnB:
      let first = Self.ramOn ~= offset ? 0 : 2
      for bit in 0..<2 where old >> UInt32(bit) & 1 != 0 && value >> UInt32(bit) & 1 == 0 && first + bit < ramBlocks {
        onRAMOff?(first + bit)
      }
      onChange?()
    case Self.failure:
      if isFailing { page.raise(Self.warning) }
      onChange?()
    case Self.converter, Self.converterForce:
      fabric.setDCDC(usesConverter)
      onChange?()
    default: break
    }
  }

  // MARK: Snapshots

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, isConstantLatency: isConstantLatency,
      lowLevels: lowLevels.sorted { $0.rawValue < $1.rawValue })
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    isConstantLatency = state.isConstantLatency
    lowLevels = Set(state.lowLevels)
    fabric.isOnDCDC = usesConverter
  }
}
