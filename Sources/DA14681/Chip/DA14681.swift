import Blocks
import CortexM0
import Machine

/// The Dialog DA14681: CPU, memories, blocks, and what connects them.
///
/// The board makes it, wires `pads`, `vbus`, `qspic` and the serial blocks to its parts, and tells it of the supply;
/// `start` powers it on and `run` is how time passes.
public final class DA14681: Snapshotting {
  /// Low-power clock cycles from a wake event to execution on RC16M; half a millisecond where that clock is off.
  ///
  /// Source: public drivers allow for at most 16; the flash controller's microcode is within.
  static let wakeCycles: UInt64 = 16
  /// The core: with SysTick, the fast multiplier (chosen) and all lines.
  static let core = CoreOptions(hasSysTick: true, multiplier: .fast, interruptLines: 32)
  /// The core's name in the ledger; those of the chip's other loads begin with it.
  public static let coreComponent = "DA14681"

  /// The machine that the chip is part of, and that keeps it.
  public unowned let emulation: Emulation
  let scheduler: Scheduler
  /// The system bus.
  public let bus: Bus
  /// The processor.
  public let cpu: CPU
  /// What the blocks share.
  public let fabric: Fabric
  /// Clocks, power and resets.
  public let crg: CRGTop
  /// The flash controller: its `flash` bus and `chipSelect` go to the flash.
  public let qspic: QSPIC
  /// The cache before the flash.
  let cache: Cache
  /// UART, at 0x50001000.
  public let uart: UART
  /// UART2, at 0x50001100, with FIFOs.
  public let uart2: UART
  /// SPI, at 0x50001200.
  public let spi: SPI
  /// SPI2, at 0x50001300.
  public let spi2: SPI
  /// I2C, at 0x50001400.
  public let i2c: I2C
  /// I2C2, at 0x50001500.
  public let i2c2: I2C
  /// The general-purpose ADC.
  public let gpadc: GPADC
  /// TIMER0 and TIMER2.
  public let timers: GPTimers
  /// TIMER1.
  public let timer1: Timer1
  /// The charger, the fuel gauge and the clock calibration.
  public let anamisc: ANAMISC
  /// Told of every change of `mode`, after it: the board's wiring.
  public var onMode: ((Mode) -> Void)?
  private let modes = Watchers<Mode>()
  let missingROMCodes = Watchers<UInt32>()
  /// The DMA controller.
  public let dma: DMA
  /// The random number generator, whose seed the board sets.
  public let trng: TRNG
  /// The USB device controller; the board says what is at the other end of the cable.
  public let usb: USB
  let crypto: CryptoEngine
  let dcdc: DCDC
  let gpreg: GPREG
  let watchdog: Watchdog
  let memories: MemoryMap
  let loads: SoCLoads
  private var peripheralLoads: PeripheralLoads?
  let net: PowerNet
  var attention: Alarm!
  var wake: Alarm!
  var microcode: Alarm!
  var pendingReset: ResetKind?
  var isHeldInReset = false
  /// Whether `start` was called.
  public internal(set) var hasStarted = false
  let loop: ExecutionLoop
  private var account: ModeAccount

  /// What the chip is doing.
  public var mode: Mode { account.mode }
  /// What the boot ROM starts at the next reset that runs it.
  public internal(set) var bootSource = BootSource.flash
  /// The flash held no image at the last boot: the ROM offered to boot from UART2.
  public internal(set) var isWithoutImage = false
  /// Resets so far, by kind; the first is that of `start`.
  public internal(set) var resets: [ResetKind: Int] = [:]

  /// The chip on a supply, with its flash: memory that the flash part on the board programs (1 MiB, read-only for the
  /// bus; read through the cache). It is off until `start`.
  public init(_ emulation: Emulation, on net: PowerNet, flash: Memory, coefficients: Coefficients) {
    self.emulation = emulation
    scheduler = emulation.scheduler
    self.net = net
    account = ModeAccount(since: emulation.now)
    bus = Bus()
    cpu = CPU(emulation, bus: bus, options: Self.core)
    loop = ExecutionLoop(emulation, cpu)
    fabric = Fabric(emulation, bus: bus, interruptLines: cpu.interrupts)
    memories = MemoryMap(bus, flash: flash)
    fabric.clocks.configure { $0.isSystemRunning = false }
    crg = CRGTop(fabric)
    gpreg = GPREG(fabric)
    qspic = QSPIC(fabric)
    cache = Cache(fabric, flash: flash, qspic: qspic, crg: crg)
    watchdog = fabric.makeWatchdog(nmi: cpu.nmi)
    uart = fabric.makeUART()
    uart2 = fabric.makeUART2()
    spi = fabric.makeSPI()
    spi2 = fabric.makeSPI2()
    i2c = fabric.makeI2C()
    i2c2 = fabric.makeI2C2()
    gpadc = GPADC(fabric)
    timers = GPTimers(fabric)
    timer1 = Timer1(fabric)
    anamisc = ANAMISC(fabric)
    dma = DMA(fabric, clients: [0: spi, 1: spi2, 2: uart, 3: uart2, 4: i2c, 5: i2c2, 12: gpadc])
    _ = [ChipVersion(fabric), CRGPer(fabric), GPIO(fabric)] as [any SoCBlock]
    _ = fabric.makeWakeup()
    _ = OTPC(fabric, memory: memories.otp)
    trng = TRNG(fabric)
    crypto = CryptoEngine(fabric)
    dcdc = DCDC(fabric)
    usb = USB(fabric)
    _ = KeyboardScanner(fabric)
    _ = fabric.makeQuadratureDecoder()
    _ = InfraredGenerator(fabric)
    _ = RadioControl(fabric)
    for block in StorageMap.blocks { _ = DeclaredStorage(block, fabric) }
    loads = SoCLoads(on: net, coefficients)
    emulation.register("RAM", MemoryContents(memories.ram))
    emulation.register("cache RAM", MemoryContents(memories.cacheRAM))
    emulation.register("OTP", MemoryContents(memories.otp))
    emulation.register("DA14681", self)
    connect()
  }

  /// States what its blocks take beside the core; without, they take nothing. `busNet` is a net that VBUS feeds while it is
  /// present: the charger works from that.
  public func supplyPeripherals(_ coefficients: PeripheralCoefficients, busNet: PowerNet) {
    peripheralLoads = PeripheralLoads(on: net, busNet: busNet, coefficients)
    let update = { [unowned self] in updateLoads() }
    gpadc.onSwitch = update
    dma.onSwitch = update
    anamisc.gauge.onSwitch = update
    anamisc.charger.onSwitch = update
    updateLoads()
  }

  /// Whether the low-power clock runs, which alone counts time in extended sleep.
  public var hasLowPowerClock: Bool { fabric.clocks.lowPower != nil }

  /// The pads.
  public var pads: Pads { fabric.pads }
  /// The charger's supply, high while present; driven by the board.
  public var vbus: Line { fabric.vbus }
  /// System RAM, 128 KiB at 0x07FC0000.
  public var ram: Memory { memories.ram }
  /// The flash, at 0x08000000.
  public var flash: Memory { memories.flash }

  private func connect() {
    attention = emulation.alarm("DA14681.attention") { [unowned self] _ in self.attend() }
    // Before the wake-up, where both are due at one time.
    microcode = emulation.alarm("DA14681.microcode") { [unowned self] in self.qspic.runMicrocode(at: $0) }
    wake = emulation.alarm("DA14681.wake") { [unowned self] _ in self.wakeUp() }
    cpu.onSleep = { [unowned self] in self.cpuSlept() }
    cpu.onWake = { [unowned self] in if self.mode == .wfi { self.enter(.run) } }
    cpu.onSystemReset = { [unowned self] in self.request(.software) }
    cpu.onUndefinedInstruction = { [unowned self] in
      guard !self.missingROMCodes.isEmpty, let address = self.romAddress(of: self.cpu.programCounter) else { return }
      self.missingROMCodes.tell(address)
    }
    crg.onReset = { [unowned self] in self.request($0) }
    crg.onRemap = { [unowned self] in self.remap() }
    crg.onPower = { [unowned self] in self.updateLoads() }
    gpreg.onPower = { [unowned self] in self.updateLoads() }
    watchdog.onReset = { [unowned self] in self.request(.watchdog) }
    fabric.clocks.onChange { [unowned self] in self.clocksChanged() }
    gpadc.dieMillidegrees = { [unowned anamisc] in
      anamisc.charger.isTemperatureSensorOn ? anamisc.charger.dieMillidegrees : nil
    }
    for source in [Interrupt.bleWakeup, .wakeup, .timer1, .vbus] {
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
    tell(next)
  }

  func tell(_ mode: Mode) {
    onMode?(mode)
    modes.tell(mode)
  }

  /// Tells `action` of every change of `mode`, after it.
  public func watchMode(_ action: @escaping (Mode) -> Void) -> Subscription { modes.add(action) }

  /// Tells `action` of every address in the mask ROM (see `missingROMCode`) that the program came to and that holds none of our
  /// code, before it faults there; it may end the run.
  public func watchMissingROMCode(_ action: @escaping (UInt32) -> Void) -> Subscription { missingROMCodes.add(action) }

  /// Ticks spent in each mode up to now.
  public var modeTicks: [Mode: Tick] { account.ticks(until: scheduler.now) }

  func updateLoads() {
    loads.update(mode: mode, crg: crg, clocks: fabric.clocks, isPLLEnabled: gpreg.isPLLEnabled)
    peripheralLoads?.update(
      mode: mode, hclk: fabric.clocks.hclk, gates: fabric.clocks.settings.peripherals, isADCOn: gpadc.isOn,
      isDMAUsed: dma.isUsed, isGaugeOn: anamisc.gauge.isOn, comparators: crg.comparatorsOn,
      isChargerWorking: anamisc.charger.isWorking)
  }

  private func remap() {
    let control = crg.bank[CRGTop.sysCtrl]
    memories.remap(
      CRGTop.remapAdr0.get(control), ramOrder: CRGTop.remapRams.get(control),
      vectorsInRAM: CRGTop.remapIntvect.get(control) != 0, cacheRAMVisible: CRGTop.cacheramMux.get(control) == 0)
    cache.ramAssigned()
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

  /// How far the board's crystals are off now.
  public var crystalDrift: CrystalDrift {
    get { fabric.clocks.drift }
    set { fabric.clocks.drift = newValue }
  }

  /// Whether a fault inside the fault handler has stopped the CPU for good: nothing but a reset starts it again.
  public var isLockedUp: Bool { cpu.condition == .lockedUp }

  /// Where in the mask ROM the latest fault was for want of code, as an address in 0x07F00000 to 0x07F3FFFF: firmware called
  /// what is not known of the ROM, mostly the Bluetooth stack (see `MaskROM.place`). On the chip it would go on there; here
  /// it cannot.
  public var missingROMCode: UInt32? {
    guard let fault = cpu.lastFault, fault.cause == .undefinedInstruction else { return nil }
    return romAddress(of: fault.programCounter)
  }

  /// Whether the firmware cannot go on as it would on the chip: locked up, or in the mask ROM where it holds no code.
  public var isStuck: Bool { isLockedUp || missingROMCode != nil }

  /// The address in the ROM's own window of what the ROM answers at `address`, as it also may at 0.
  private func romAddress(of address: UInt32) -> UInt32? {
    guard let mapping = bus.mapping(at: address), mapping.memory === memories.rom else { return nil }
    return MaskROM.base &+ (address &- mapping.base) &+ UInt32(mapping.offset)
  }

  /// Whether the firmware has faulted and nothing will end that: it is stuck, or in the handler of HardFault, and the
  /// watchdog either stands still or is being fed there.
  public var isFaultedForGood: Bool {
    if isStuck { return true }
    guard cpu.isInHardFault, let fault = cpu.lastFault else { return false }
    return !watchdog.isRunning || scheduler.now &- fault.time > Watchdog.longest
  }

  // MARK: Snapshots

  /// What is neither in a block nor in the CPU.
  public struct State: Codable {
    var mode: Mode
    var since: Tick
    var spent: [Mode: Tick]
    var bootSource: BootSource
    var isWithoutImage: Bool
    var resets: [ResetKind: Int]
    var pendingReset: ResetKind?
    var attention: Tick?
    var wake: Tick?
    var microcode: Tick?
    var isHeldInReset: Bool
    var hasStarted: Bool
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      mode: mode, since: account.since, spent: account.spent, bootSource: bootSource, isWithoutImage: isWithoutImage,
      resets: resets,
      pendingReset: pendingReset, attention: attention.deadline, wake: wake.deadline,
      microcode: microcode.deadline, isHeldInReset: isHeldInReset,
      hasStarted: hasStarted)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    account = ModeAccount(state.mode, since: min(state.since, scheduler.now), spent: state.spent)
    bootSource = state.bootSource
    isWithoutImage = state.isWithoutImage
    resets = state.resets
    pendingReset = state.pendingReset
    attention.set(at: state.attention)
    wake.set(at: state.wake)
    microcode.set(at: state.microcode)
    isHeldInReset = state.isHeldInReset
    hasStarted = state.hasStarted
    loads.restored()
  }
}
