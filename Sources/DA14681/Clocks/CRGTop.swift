import CortexM0
import Machine

/// CRG_TOP: oscillators and clocks, power domains, remapping, resets, VBUS and brown-out detection.
///
/// Sources: the public register list; what public drivers poll (CLK_CTRL's RUNNING_AT bits follow at once; SYS_STAT's
/// XTAL16_TRIM_READY comes 0.5 ms after the crystal is enabled; XTAL16RDY comes XTALRDY_CNT low-power cycles after it is
/// enabled or the chip woke). Chosen: a clock selection takes effect at once even where its source is off; XTALRDY_CNT
/// = 0 gives no interrupt; the comparators of ANA_STATUS follow VBUS, the regulators' their enable bits.
public final class CRGTop: SoCBlock {
  /// From enabling the crystal to XTAL16_TRIM_READY: 0.5 ms.
  static let trimTime: Tick = 768_000

  /// The state of CRG_TOP.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var isTrimReady: Bool
    var trim: Tick?
    var ready: Tick?
    var readyCounter: EdgeCounter?
    var readyCycles: UInt64
    var isSupplyLow: Bool
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.alwaysOn
  /// SYS_CTRL's remapping bits changed.
  var onRemap: (() -> Void)?
  /// Software or brown-out asks for a reset.
  var onReset: ((ResetKind) -> Void)?
  /// Something that the current depends on may have changed.
  var onPower: (() -> Void)?
  private let fabric: Fabric
  private let readyInterrupt: LineDriver
  private let busInterrupt: LineDriver
  private var trim: Alarm!
  private var ready: Alarm!
  private var isTrimReady = false
  private var readyCounter: EdgeCounter?
  private var readyCycles: UInt64 = 0
  private(set) var isSupplyLow = false

  /// CRG_TOP after power-on, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    readyInterrupt = fabric.interrupt(.xtal16Ready).driver(Self.block.name)
    busInterrupt = fabric.interrupt(.vbus).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    trim = fabric.emulation.alarm("CRG_TOP.trim") { [unowned self] _ in self.isTrimReady = true }
    ready = fabric.emulation.alarm("CRG_TOP.XTAL16RDY") { [unowned self] _ in self.crystalReady() }
    fabric.install(self)
    fabric.vbus.observe { [unowned self] in self.busChanged($0) }
    fabric.clocks.onChange { [unowned self] in self.clocksChanged() }
    reset()
  }

  /// Back to the state after power-on: RC16M, the crystal starting.
  public func reset() {
    bank.reset()
    busInterrupt.value = nil
    isTrimReady = false
    applyDomains(old: 0)
    applyClocks()
    fabric.pads.setTransparent(true)
    startCrystal()
    onRemap?()
  }

  /// A software or watchdog reset: clocks and domains as after power-on, the rest is kept.
  func resetClocks() {
    for register in [Self.clkAmba, Self.clkCtrl, Self.clkTmr, Self.pmuCtrl] { bank[register] = register.reset }
    bank[Self.clkAmba, Self.qspiEnable] = 1
    bank[Self.sysCtrl, Self.padLatchEn] = 1
    busInterrupt.value = nil
    applyDomains(old: 0)
    applyClocks()
    fabric.pads.setTransparent(true)
    startCrystal()
  }

  /// The state in which the boot ROM starts an image.
  func handOver(_ remap: Remap) {
    bank[Self.clkAmba, Self.qspiEnable] = 1
    bank[Self.sysCtrl, Self.remapIntvect] = 1
    bank[Self.sysCtrl, Self.cacheramMux] = 1
    bank[Self.sysCtrl, Self.remapAdr0] = remap.rawValue
    onRemap?()
  }

  // MARK: Clocks

  private func applyClocks() {
    let (amba, control) = (bank[Self.clkAmba], bank[Self.clkCtrl])
    fabric.clocks.configure {
      $0.systemSource = SystemClockSource(rawValue: Self.sysClkSel.get(control)) ?? .rc16M
      $0.lowPowerSource = Self.clk32kSource.get(control)
      $0.isXTAL32M = Self.xtal32mMode.get(control) != 0
      $0.isPLLHalved = Self.pllDiv2.get(control) != 0
      $0.isRC32KEnabled = bank.isSet(Self.clk32k, Self.rc32kEnable)
      $0.isXTAL32KEnabled = bank.isSet(Self.clk32k, Self.xtal32kEnable)
      $0.isRCXEnabled = bank.isSet(Self.clkRcx20k, Self.rcx20kEnable)
      $0.hclkShift = Self.hclkDiv.get(amba)
      $0.pclkShift = Self.pclkDiv.get(amba)
      $0.qspiShift = Self.qspiDiv.get(amba)
      // While the debugger has P0_6, TIMER1 has not.
      $0.timers = bank[Self.clkTmr] & (bank.isSet(Self.sysCtrl, Self.debuggerEnable) ? ~Self.p06PWMMode.mask : .max)
      $0.amba = amba
    }
    onPower?()
  }

  /// XTALRDY goes on counting with the clock that there is now.
  private func clocksChanged() {
    guard let counter = readyCounter, counter.rate != fabric.clocks.lowPower else { return }
    readyCycles -= min(readyCycles, counter.count(at: fabric.now))
    countToReady()
  }

  private func countToReady() {
    readyCounter = fabric.clocks.lowPower.map { EdgeCounter(rate: $0, origin: fabric.now) }
    ready.set(at: readyCycles == 0 ? nil : readyCounter?.time(ofEdge: readyCycles))
    if readyCycles == 0 { readyCounter = nil }
  }

  private func startCrystal() {
    guard isCrystalEnabled else { return stopCrystal() }
    if !isTrimReady { trim.set(at: fabric.now &+ Self.trimTime) }
    readyCycles = UInt64(bank[Self.xtalrdyCtrl, Self.xtalrdyCnt])
    countToReady()
  }

  private func stopCrystal() {
    isTrimReady = false
    trim.cancel()
    ready.cancel()
    readyCycles = 0
    readyCounter = nil
  }

  private func crystalReady() {
    readyCycles = 0
    readyCounter = nil
    readyInterrupt.value = true
    readyInterrupt.value = nil
  }

  /// Whether the crystal runs while the system does.
  var isCrystalEnabled: Bool { !bank.isSet(Self.clkCtrl, Self.xtal16mDisable) }
  /// Whether RC16M runs: enabled by itself, or as the system clock.
  var isRC16MRunning: Bool { bank.isSet(Self.clk16m, Self.rc16mEnable) || fabric.clocks.systemSource == .rc16M }

  // MARK: Sleep

  /// Whether every switched domain may be off, so that WFI with SLEEPDEEP is extended sleep.
  var areDomainsDown: Bool {
    let mask = Self.periphSleep.mask | Self.radioSleep.mask | Self.bleSleep.mask | Self.ftdfSleep.mask
    return bank[Self.pmuCtrl] & mask == mask
  }

  /// PMU_CTRL.RETAIN_RAM: one bit a macro.
  var retainedMacros: UInt32 { bank[Self.pmuCtrl, Self.retainRam] }
  /// PMU_CTRL.RETAIN_CACHE.
  var isCacheRetained: Bool { bank.isSet(Self.pmuCtrl, Self.retainCache) }
  /// PMU_CTRL.RESET_ON_WAKEUP.
  var resetsOnWake: Bool { bank.isSet(Self.pmuCtrl, Self.resetOnWakeup) }

  /// The system clock stops; a crystal that is not ready yet will not become so.
  func enterSleep() {
    stopCrystal()
    fabric.clocks.configure { $0.isSystemRunning = false }
  }

  /// The system runs again, from RC16M; the crystal starts where it is enabled.
  func wake() {
    bank[Self.clkCtrl, Self.sysClkSel] = SystemClockSource.rc16M.rawValue
    fabric.clocks.configure { $0.isSystemRunning = true }
    applyClocks()
    startCrystal()
  }

  // MARK: Power domains

  private func applyDomains(old: UInt32) {
    let now = bank[Self.pmuCtrl]
    supplyDomains()
    var switched: [PowerDomain] = []
    if Self.periphSleep.get(now) != Self.periphSleep.get(old) { switched.append(.peripheral) }
    if Self.radioSleep.get(now) != Self.radioSleep.get(old) { switched.append(.radio) }
    if !switched.isEmpty { fabric.reset(switched) }
  }

  private func supplyDomains() {
    var unpowered: [PowerDomain] = []
    if bank.isSet(Self.pmuCtrl, Self.periphSleep) { unpowered.append(.peripheral) }
    if bank.isSet(Self.pmuCtrl, Self.radioSleep) { unpowered.append(.radio) }
    if unpowered != fabric.unpowered { fabric.unpowered = unpowered }
  }

  private var domainStatus: UInt32 {
    let control = bank[Self.pmuCtrl]
    // Each domain has a bit for down and above it one for up.
    func status(_ field: Field, _ down: UInt32) -> UInt32 { 1 << (field.get(control) != 0 ? down : down + 1) }
    return (isTrimReady ? 1 << 6 : 0) | status(Self.radioSleep, 0) | status(Self.periphSleep, 2)
      | status(Self.bleSleep, 8) | status(Self.ftdfSleep, 10)
  }

  // MARK: Supply

  private func busChanged(_ isPresent: Bool) {
    if bank.isSet(Self.vbusIrqMask, isPresent ? Self.vbusIrqEnRise : Self.vbusIrqEnFall) { busInterrupt.value = true }
  }

  /// The battery fell below the brown-out level, or is above it again.
  func supplyChanged(isLow: Bool) {
    isSupplyLow = isLow
    checkBrownOut()
  }

  /// Whether the supply holds the chip in reset.
  var isBrownedOut: Bool {
    isSupplyLow && bank.isSet(Self.bodCtrl2, Self.bodVbatEn) && bank.isSet(Self.bodCtrl2, Self.bodResetEn)
  }

  /// How many brown-out comparators are on, 0 ... 5.
  var comparatorsOn: Int { Self.bodComparators.count { bank.isSet(Self.bodCtrl2, $0) } }

  private func checkBrownOut() {
    if isBrownedOut { onReset?(.brownOut) }
  }

  private var analogueStatus: UInt32 {
    let (switches, radio) = (bank[Self.ldoCtrl2], bank.isSet(Self.ldoCtrl1, Self.ldoRadioEnable))
    // COMP_VDD_HIGH, BANDGAP_OK, LDO_SUPPLY_VBAT_OK and COMP_VBAT_OK: the CPU would not run without.
    var status: UInt32 = 1 << 7 | 1 << 6 | 1 << 4 | 1 << 1
    if fabric.vbus.level { status |= 1 << 12 | 1 << 11 | 1 << 5 | 1 << 2 }
    if Self.ldo1v8FlashOn.get(switches) != 0 { status |= 1 << 14 | 1 << 10 }
    if Self.ldo1v8PaOn.get(switches) != 0 { status |= 1 << 15 | 1 << 9 }
    if Self.ldo3v3On.get(switches) != 0 { status |= 1 << 13 }
    if Self.ldo1v2On.get(switches) != 0 { status |= 1 << 8 }
    return radio ? status | 1 : status
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.clkCtrl:
      let running =
        switch fabric.clocks.systemSource {
        case .xtal16M: Self.runningAtXtal16m
        case .rc16M: Self.runningAtRc16m
        case .lowPower: Self.runningAt32k
        case .pll: Self.runningAtPll96m
        }
      return (bank[Self.clkCtrl] & 0x0FFF) | running.mask
    case Self.sysStat: return domainStatus
    case Self.anaStatus: return analogueStatus
    case Self.bodStatus: return Self.bodVbatLow.set(isSupplyLow ? 1 : 0, in: 0)
    default: return bank[offset]
    }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.clkCtrl:
      applyClocks()
      if Self.xtal16mDisable.get(value) != Self.xtal16mDisable.get(old) { startCrystal() }
    case Self.clkAmba, Self.clkTmr, Self.clk32k, Self.clkRcx20k, Self.clk16m:
      applyClocks()
    case Self.pmuCtrl: applyDomains(old: old)
    case Self.sysCtrl: systemControlWritten(value, old: old)
    case Self.vbusIrqClear: busInterrupt.value = nil
    case Self.bodCtrl2:
      onPower?()
      checkBrownOut()
    default: break
    }
  }

  private func systemControlWritten(_ value: UInt32, old: UInt32) {
    fabric.pads.setTransparent(bank.isSet(Self.sysCtrl, Self.padLatchEn))
    let remap = Self.remapAdr0.mask | Self.remapRams.mask | Self.remapIntvect.mask | Self.cacheramMux.mask
    if value & remap != old & remap { onRemap?() }
    if Self.debuggerEnable.get(value ^ old) != 0 { applyClocks() }
    if Self.swReset.get(value) != 0 { onReset?(.software) }
  }

  // MARK: Snapshots

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, isTrimReady: isTrimReady, trim: trim.deadline, ready: ready.deadline,
      readyCounter: readyCounter, readyCycles: readyCycles, isSupplyLow: isSupplyLow)
  }

  /// Takes over a saved state; memory overlays follow from it.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    isTrimReady = state.isTrimReady
    trim.set(at: state.trim)
    ready.set(at: state.ready)
    readyCounter = state.readyCounter
    readyCycles = state.readyCycles
    isSupplyLow = state.isSupplyLow
    supplyDomains()
    onRemap?()
  }
}
