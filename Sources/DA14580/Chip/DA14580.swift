import Blocks
import CortexM0
import Machine

/// The Dialog DA14580: CPU, memories, blocks, and what connects them.
///
/// The board makes it, wires its pads and buses to its parts, and tells it of the supply; `start` powers it on and `run` is how
/// time passes.
public final class DA14580: Snapshotting {
  /// The core: with SysTick, the fast multiplier (chosen) and 21 lines.
  static let core = CoreOptions(hasSysTick: true, multiplier: .fast, interruptLines: Fabric.interruptCount)
  /// The core's name in the ledger; those of the chip's other loads begin with it.
  public static let coreComponent = "DA14580"

  /// The machine that the chip is part of, and that keeps it.
  public unowned let emulation: Emulation
  let scheduler: Scheduler
  /// The system bus.
  public let bus: Bus
  /// The processor.
  public let cpu: CPU
  let fabric: Fabric
  let crg: CRG
  /// UART, at 0x50001000.
  public let uart: UART
  /// UART2, at 0x50001100.
  public let uart2: UART
  /// SPI, at 0x50001200, and at the boot ROM's pads.
  public let spi: SPI
  /// I2C, at 0x50001300, and at the boot ROM's pads.
  public let i2c: I2C
  let gpadc: GPADC
  let otpc: OTPC
  let watchdog: Watchdog
  let memories: MemoryMap
  let bootROM: BootROM
  let loads: SoCLoads
  private var peripheralLoads: PeripheralLoads?
  let net: PowerNet
  let modes = Watchers<Mode>()
  let missingROMCodes = Watchers<UInt32>()
  var attention: Alarm!
  var wake: Alarm!
  var pendingReset: ResetKind?
  var isSupplyLow = false
  /// Since the last start.
  var hasLostPower = false
  /// Words of OTP that the next wake-up copies.
  var copyWords = 0
  let loop: ExecutionLoop
  private var account: ModeAccount

  /// Whether `start` was called.
  public internal(set) var hasStarted = false
  /// What the chip is doing.
  public var mode: Mode { account.mode }
  /// What the boot ROM starts at the next reset that runs it.
  public internal(set) var bootSource = BootSource.rom
  /// Resets so far, by kind; the first is that of `start`.
  public internal(set) var resets: [ResetKind: Int] = [:]

  /// The chip on a supply. It is off until `start`.
  public init(_ emulation: Emulation, on net: PowerNet, coefficients: Coefficients) {
    self.emulation = emulation
    scheduler = emulation.scheduler
    self.net = net
    account = ModeAccount(since: emulation.now)
    bus = Bus()
    cpu = CPU(emulation, bus: bus, options: Self.core)
    loop = ExecutionLoop(emulation, cpu)
    fabric = Fabric(emulation, bus: bus, interruptLines: cpu.interrupts)
    memories = MemoryMap(bus)
    fabric.clocks.configure { $0.isSystemRunning = false }
    crg = CRG(fabric)
    let gpreg = GPREG(fabric)
    watchdog = fabric.makeWatchdog(nmi: cpu.nmi)
    uart = fabric.makeUART()
    uart2 = fabric.makeUART2()
    spi = fabric.makeSPI()
    i2c = fabric.makeI2C()
    gpadc = GPADC(fabric)
    otpc = OTPC(fabric, memory: memories.otp)
    _ =
      [
        ChipVersion(fabric), DCDC(fabric), GPIO(fabric), Timers(fabric), ANAMISC(fabric), Keyboard(fabric),
        BLETimer(fabric),
      ] as [any SoCBlock]
    _ = fabric.makeWakeup()
    _ = fabric.makeQuadratureDecoder()
    loads = SoCLoads(on: net, coefficients)
    emulation.register("SysRAM", MemoryContents(memories.ram))
    emulation.register("retention RAM", MemoryContents(memories.retention))
    emulation.register("OTP", MemoryContents(memories.otp))
    bootROM = BootROM(fabric, memories: memories, spi: spi.wires, i2c: i2c.wires)
    emulation.register("DA14580", self)
    connect(gpreg)
  }

  /// States what its serial blocks and its converter take beside the core; without, they take nothing.
  public func supplyPeripherals(_ coefficients: PeripheralCoefficients) {
    peripheralLoads = PeripheralLoads(on: net, coefficients)
    gpadc.onSwitch = { [unowned self] in updateLoads() }
    updateLoads()
  }

  /// Whether the low-power clock runs, which alone counts time in extended sleep.
  public var hasLowPowerClock: Bool { fabric.clocks.lowPower != nil }

  /// SysRAM, 42 KB at 0x20000000.
  public var ram: Memory { memories.ram }
  /// The retention RAM, 8 KB at 0x00080000.
  public var retentionRAM: Memory { memories.retention }
  /// The OTP memory, 32 KB at 0x00040000; erased it holds zeros.
  public var otp: Memory { memories.otp }

  private func connect(_ gpreg: GPREG) {
    attention = emulation.alarm("DA14580.attention") { [unowned self] _ in self.attend() }
    wake = emulation.alarm("DA14580.wake") { [unowned self] _ in self.wakeUp() }
    cpu.onSleep = { [unowned self] in self.cpuSlept() }
    cpu.onWake = { [unowned self] in if self.mode == .wfi { self.enter(.run) } }
    cpu.onSystemReset = { [unowned self] in self.request(.software) }
    cpu.onUndefinedInstruction = { [unowned self] in
      guard !self.missingROMCodes.isEmpty, let address = self.romAddress(of: self.cpu.programCounter) else { return }
      self.missingROMCodes.tell(address)
    }
    bootROM.onProgram = { [unowned self] in self.startProgram() }
    let remap = { [unowned self, unowned gpreg] in
      self.memories.remap(self.crg.remap, exchangeMap: gpreg.bank[GPREG.gpControl, GPREG.exchangeMap])
    }
    crg.onRemap = remap
    gpreg.onExchangeMap = remap
    crg.onReset = { [unowned self] in self.request(.software) }
    crg.onPower = { [unowned self] in self.updateLoads() }
    watchdog.onReset = { [unowned self] in self.request(.watchdog) }
    fabric.clocks.onChange { [unowned self] in self.clocksChanged() }
    for source in Self.wakeSources {
      fabric.interrupt(source).observe { [unowned self] in if $0 { self.wakeRequested() } }
    }
    net.observePower { [unowned self] _ in self.attention.set(at: self.scheduler.now) }
    remap()
  }

  // MARK: Modes

  func enter(_ next: Mode) {
    guard next != mode else { return }
    account.enter(next, at: scheduler.now)
    updateLoads()
    modes.tell(next)
  }

  /// Ticks spent in each mode up to now.
  public var modeTicks: [Mode: Tick] { account.ticks(until: scheduler.now) }

  func updateLoads() {
    loads.update(mode: mode, crg: crg, clocks: fabric.clocks)
    peripheralLoads?.update(
      isAwake: mode == .run || mode == .wfi, gates: fabric.clocks.settings.peripherals, isADCOn: gpadc.isOn)
  }

  private func clocksChanged() {
    if let hclk = fabric.clocks.hclk {
      cpu.clock = hclk
    } else {
      // The CPU has no clock any more: it leaves its loop, and `run` does not call it again.
      attention.set(at: scheduler.now)
    }
    updateLoads()
  }

  // MARK: Snapshots

  /// What is neither in a block nor in the CPU.
  public struct State: Codable {
    var mode: Mode
    var since: Tick
    var spent: [Mode: Tick]
    var bootSource: BootSource
    var resets: [ResetKind: Int]
    var pendingReset: ResetKind?
    var attention: Tick?
    var wake: Tick?
    var isSupplyLow: Bool
    var hasLostPower: Bool
    var copyWords: Int
    var hasStarted: Bool
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      mode: mode, since: account.since, spent: account.spent, bootSource: bootSource, resets: resets,
      pendingReset: pendingReset,
      attention: attention.deadline, wake: wake.deadline, isSupplyLow: isSupplyLow, hasLostPower: hasLostPower,
      copyWords: copyWords,
      hasStarted: hasStarted)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    account = ModeAccount(state.mode, since: min(state.since, scheduler.now), spent: state.spent)
    bootSource = state.bootSource
    resets = state.resets
    pendingReset = state.pendingReset
    attention.set(at: state.attention)
    wake.set(at: state.wake)
    isSupplyLow = state.isSupplyLow
    hasLostPower = state.hasLostPower
    copyWords = min(max(state.copyWords, 0), 0x2000)
    hasStarted = state.hasStarted
    loads.restored()
  }
}
