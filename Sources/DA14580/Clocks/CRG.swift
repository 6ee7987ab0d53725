import Machine

/// CRG: oscillators and clocks, power domains, remapping, resets.
///
/// Sources: the public register list; the data sheet (the crystal's trim takes TRIM_TIME + 1 steps of 250 us and it settles
/// SETTLE_TIME + 1 steps later; SW_RESET keeps SYS_CTRL and CLK_FREQ_TRIM); what public drivers poll (CLK_CTRL's RUNNING_AT
/// bits, RC16M only after it was enabled; SYS_STAT). Chosen: a clock selection takes effect at once even where the crystal has
/// not settled or is off; the regulators are good while the chip runs, the OTP's while CLK_AMBA.OTP_ENABLE.
final class CRG: SoCBlock {
  /// One step of TRIM_CTRL.
  static let trimStep: Tick = .microseconds(250)

  /// The state of CRG.
  struct State: RegisterState {
    var registers: NamedValues<UInt32>
    var isTrimReady: Bool
    var isSettled: Bool
    var trim: Tick?
    var settle: Tick?
  }

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.alwaysOn
  /// SYS_CTRL.REMAP_ADR0 changed.
  var onRemap: (() -> Void)?
  /// Software asks for a reset.
  var onReset: (() -> Void)?
  /// Something that the current depends on may have changed.
  var onPower: (() -> Void)?
  let fabric: Fabric
  private var trim: Alarm!
  private var settle: Alarm!
  private(set) var isTrimReady = false
  private(set) var isSettled = false

  /// CRG after power-on, on the bus.
  init(_ fabric: Fabric) {
    self.fabric = fabric
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    trim = fabric.emulation.alarm("CRG.trim") { [unowned self] _ in self.isTrimReady = true }
    settle = fabric.emulation.alarm("CRG.settled") { [unowned self] _ in self.isSettled = true }
    fabric.install(self)
    reset()
  }

  /// Back to the state after power-on: the crystal starts.
  func reset() {
    bank.reset()
    apply()
  }

  /// What a reset by software or watchdog keeps.
  struct Kept {
    var control: UInt32
    var frequency: UInt32
    var remap: DA14580.Remap
  }

  /// What such a reset keeps now.
  var kept: Kept { Kept(control: bank[Self.sysCtrl], frequency: bank[Self.clkFreqTrim], remap: remap) }

  /// Puts it back after the reset.
  func takeBack(_ kept: Kept) {
    bank[Self.sysCtrl] = kept.control
    bank[Self.clkFreqTrim] = kept.frequency
    apply()
  }

  private func apply() {
    applyDomains(old: 0)
    applyClocks()
    fabric.pads.setTransparent(bank.isSet(Self.sysCtrl, Self.padLatchEn))
    stopCrystal()
    startCrystal()
    onRemap?()
  }

  /// SYS_CTRL.REMAP_ADR0.
  var remap: DA14580.Remap {
    get { DA14580.Remap(rawValue: bank[Self.sysCtrl, Self.remapAdr0]) ?? .rom }
    set {
      bank[Self.sysCtrl, Self.remapAdr0] = newValue.rawValue
      onRemap?()
    }
  }

  // MARK: Clocks

  func applyClocks() {
    let (amba, control, rcx) = (bank[Self.clkAmba], bank[Self.clkCtrl], bank[Self.clkRcx20k])
    fabric.clocks.configure {
      switch Self.sysClkSel.get(control) {
      case 0: $0.systemSource = .xtal16M
      case 1: if bank.isSet(Self.clk16m, Self.rc16mEnable) { $0.systemSource = .rc16M }
      default: $0.systemSource = .lowPower
      }
      $0.isLowPowerCrystal = bank.isSet(Self.sysCtrl, Self.clk32Source)
      $0.isRCXSelected = Self.rcx20kSelect.isSet(in: rcx)
      $0.isRCXEnabled = Self.rcx20kEnable.isSet(in: rcx)
      $0.isRC32KEnabled = bank.isSet(Self.clk32k, Self.rc32kEnable)
      $0.isXTAL32KEnabled = bank.isSet(Self.clk32k, Self.xtal32kEnable)
      $0.hclkShift = Self.hclkDiv.get(amba)
      $0.pclkShift = Self.pclkDiv.get(amba)
      $0.peripherals = bank[Self.clkPer]
    }
    onPower?()
  }

  func startCrystal() {
    guard isCrystalEnabled, !isSettled, settle.deadline == nil else { return }
    let control = bank[Self.trimCtrl]
    let trimmed = fabric.now &+ Tick(Self.trimTime.get(control) + 1) &* Self.trimStep
    trim.set(at: trimmed)
    settle.set(at: trimmed &+ Tick(Self.settleTime.get(control) + 1) &* Self.trimStep)
  }

  func stopCrystal() {
    (isTrimReady, isSettled) = (false, false)
    trim.cancel()
    settle.cancel()
  }

  /// Whether the crystal runs while the system does.
  var isCrystalEnabled: Bool { !bank.isSet(Self.clkCtrl, Self.xtal16mDisable) }
  /// Whether RC16M runs.
  var isRC16MRunning: Bool {
    bank.isSet(Self.clk16m, Self.rc16mEnable) || fabric.clocks.settings.systemSource == .rc16M
  }

  // MARK: Sleep

  /// Whether the switched domains are off, so that WFI with SLEEPDEEP powers the system domain down.
  var areDomainsDown: Bool {
    let mask = Self.periphSleep.mask | Self.radioSleep.mask
    return bank[Self.pmuCtrl] & mask == mask
  }

  /// SYS_CTRL.RET_SYSRAM.
  var retainsSysRAM: Bool { bank.isSet(Self.sysCtrl, Self.retSysram) }
  /// PMU_CTRL.RETENTION_MODE: one bit a cell.
  var retainedCells: UInt32 { bank[Self.pmuCtrl, Self.retentionMode] }
  /// PMU_CTRL.RESET_ON_WAKEUP.
  var resetsOnWake: Bool { bank.isSet(Self.pmuCtrl, Self.resetOnWakeup) }
  /// SYS_CTRL.OTP_COPY: SysRAM is filled from OTP at a wake-up.
  var copiesOTP: Bool { bank.isSet(Self.sysCtrl, Self.otpCopy) }

  /// The system clock stops.
  func enterSleep() {
    stopCrystal()
    fabric.clocks.configure { $0.isSystemRunning = false }
  }

  /// The system runs again, from the clock that was selected; the crystal starts where it is enabled.
  func wake() {
    fabric.clocks.configure { $0.isSystemRunning = true }
    startCrystal()
    onPower?()
  }

  // MARK: Power domains

  func applyDomains(old: UInt32) {
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

  // MARK: Snapshots

  /// Everything that decides its future.
  func saveState() -> State {
    State(
      registers: bank.named, isTrimReady: isTrimReady, isSettled: isSettled, trim: trim.deadline,
      settle: settle.deadline)
  }

  /// Takes over a saved state; memory overlays follow from it.
  func restoreState(_ state: State) {
    bank.restore(state.registers)
    isTrimReady = state.isTrimReady
    isSettled = state.isSettled
    trim.set(at: state.trim)
    settle.set(at: state.settle)
    supplyDomains()
    onRemap?()
  }
}
