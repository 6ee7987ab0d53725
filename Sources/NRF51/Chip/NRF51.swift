import Blocks
import CortexM0
import Machine

/// The Nordic nRF51822, IC revision 3: CPU, memories, blocks, and what connects them.
///
/// The board makes it, wires `pads` to its parts, and tells it of the supply; `start` powers it on and `run` is how time
/// passes. System ON with the CPU asleep counts as `wfi` while a block asks for the 16 MHz clock (or CONSTLAT does), and as
/// `extendedSleep` while none does; System OFF counts as `hibernation`.
public final class NRF51: Snapshotting {
  /// The currents of the chip.
  public typealias Coefficients = NRF51Coefficients
  /// The chip's variants.
  public typealias Variant = NRF51Variant
  /// From a wake-up without the 16 MHz clock to the first instruction: the RC oscillator's start, 3 to 4 us (remembered).
  static let wakeTime: Tick = .microseconds(4)
  /// The core: with SysTick, which stops in every sleep, the fast multiplier (chosen) and all lines.
  static let core = CoreOptions(
    hasSysTick: true, multiplier: .fast, interruptLines: 32, stopsSysTickInSleep: true)
  /// The core's name in the ledger; those of the chip's other loads begin with it.
  public static let coreComponent = NRF51Ledger.core

  /// The machine that the chip is part of, and that keeps it.
  public unowned let emulation: Emulation
  let scheduler: Scheduler
  /// Which one it is.
  public let variant: Variant
  /// The system bus.
  public let bus: Bus
  /// The processor.
  public let cpu: CPU
  /// The flash, at 0.
  public let flash: Memory
  /// The RAM, at 0x20000000.
  public let ram: Memory
  /// What the blocks share.
  public let fabric: NRF51Fabric
  /// The interconnect of events and tasks.
  public let ppi: PPI
  /// The flash controller.
  public let nvmc: NVMC
  /// What a programmer writes beside the flash.
  public let uicr: UICR
  /// TIMER0 to TIMER2.
  public let timers: [NRF51Timer]
  /// RTC0 and RTC1.
  public let realTimeCounters: [RealTimeCounter]
  /// The serial blocks, the analogue ones, the encryption and the radio.
  public let peripherals: NRF51Peripherals
  let clock: ClockControl
  let power: PowerControl
  let watchdog: WDT
  let loads: NRF51Loads
  let net: PowerNet
  private let modes = Watchers<Mode>()
  var attention: Alarm!
  var wake: Alarm!
  var pendingReset: PendingReset?
  var isOffRequested = false
  var isHeldInReset = false
  /// Held since the power came: RAM holds nothing yet.
  var isPowerOnDue = false
  /// Resets in a row by which the CPU locked up again at once, and when the latest was.
  var lockups = 0
  var lockedUpAt: Tick = 0
  let loop: ExecutionLoop
  private var account: ModeAccount
  /// Whether `start` was called.
  public internal(set) var hasStarted = false
  /// What the chip is doing.
  public var mode: Mode { account.mode }
  /// Where the program starts at the next reset.
  public internal(set) var boot = Boot.flash
  /// Resets so far, by kind; the first is that of `start`. Those by a lockup count as `software`.
  public internal(set) var resets: [ResetKind: Int] = [:]

  /// A reset that waits for the end of an instruction.
  struct PendingReset: Codable {
    var kind: ResetKind
    var reason: UInt32
  }

  /// The chip on a supply, with an erased flash. Its identity and all that is random in it come from `seed`.
  /// `hasSlowCrystal` says whether the board has a 32,768 Hz crystal. It is off until `start`.
  public init(
    _ emulation: Emulation, on net: PowerNet, variant: Variant = .xxAA, seed: UInt64, hasSlowCrystal: Bool = true,
    coefficients: Coefficients = .documented
  ) {
    self.emulation = emulation
    self.variant = variant
    self.net = net
    scheduler = emulation.scheduler
    account = ModeAccount(since: emulation.now)
    bus = Bus()
    cpu = CPU(emulation, bus: bus, options: Self.core)
    loop = ExecutionLoop(emulation, cpu)
    flash = Memory("flash", size: variant.flashSize, isWritable: false, fill: 0xFF)
    ram = Memory("RAM", size: variant.ramSize, isWritable: true)
    bus.map(Mapping(flash, at: 0))
    bus.map(Mapping(ram, at: NRF51Fabric.ramBase))
    fabric = NRF51Fabric(
      emulation, bus: bus, ram: ram, on: net, coefficients: coefficients, seed: seed, interruptLines: cpu.interrupts)
    uicr = UICR(fabric)
    power = PowerControl(fabric)
    clock = ClockControl(fabric, hasSlowCrystal: hasSlowCrystal)
    let protection = MPU(fabric)
    ppi = PPI(fabric)
    _ = [FICR(fabric, variant), GPIOPort(fabric), GPIOTE(fabric), PartIdentity(fabric)] as [any Block]
    timers = (0..<3).map { [fabric] in NRF51Timer($0, fabric) }
    realTimeCounters = (0..<2).map { [fabric] in RealTimeCounter($0, fabric) }
    watchdog = WDT(fabric)
    nvmc = NVMC(fabric, memory: flash, user: uicr, protection: protection, power: power)
    peripherals = NRF51Peripherals(fabric)
    fabric.mapHoles()
    loads = NRF51Loads(on: net, coefficients)
    emulation.register("RAM", MemoryContents(ram))
    emulation.register("flash", MemoryContents(flash))
    emulation.register(Self.coreComponent, self)
    connect()
  }

  /// Whether LFCLK runs, which alone counts time without the 16 MHz clock.
  public var hasLowFrequencyClock: Bool { fabric.clocks.slowSource != nil }

  /// The pads.
  public var pads: NRF51Pads { fabric.pads }

  private func connect() {
    attention = emulation.alarm("NRF51.attention") { [unowned self] _ in self.attend() }
    wake = emulation.alarm("NRF51.wake") { [unowned self] _ in self.wakeUp() }
    cpu.onSleep = { [unowned self] in self.cpuSlept() }
    cpu.onWake = { [unowned self] in self.cpuWoke() }
    cpu.onSystemReset = { [unowned self] in self.request(.software, .software) }
    watchdog.onReset = { [unowned self] in self.request(.watchdog, .watchdog) }
    power.onSystemOff = { [unowned self] in
      self.isOffRequested = true
      self.attention.set(at: self.scheduler.now)
    }
    power.onChange = { [unowned self] in
      self.loads.settingsChanged(self.power)
      self.reconsiderSleep()
    }
    power.onRAMOff = { [unowned self] in self.loseRAM($0) }
    clock.onChange = { [unowned self] in self.updateLoads() }
    fabric.clocks.onRequests = { [unowned self] in self.reconsiderSleep() }
    fabric.clocks.fast.onChange { [unowned self] in
      if let rate = self.fabric.clocks.fast.rate { self.cpu.clock = rate }
    }
    fabric.onRegulatorChange { [unowned self] in self.updateLoads() }
    fabric.detect.observe { [unowned self] in if $0 { self.wakeFromOff(.off) } }
    fabric.analogDetect.observe { [unowned self] in if $0 { self.wakeFromOff(.comparator) } }
    nvmc.onHalt = { [unowned self] in self.attention.set(at: self.scheduler.now) }
    nvmc.programCounter = { [unowned cpu] in cpu.programCounter }
    loads.settingsChanged(power)
    net.observePower { [unowned self] _ in self.attention.set(at: self.scheduler.now) }
  }

  // MARK: Modes

  func enter(_ next: Mode) {
    guard next != mode else { return }
    account.enter(next, at: scheduler.now)
    updateLoads()
    modes.tell(next)
  }

  /// Tells those who watch of a mode that has not changed.
  func tellMode() { modes.tell(mode) }

  /// Tells `action` of every change of `mode`, after it.
  public func watchMode(_ action: @escaping (Mode) -> Void) -> Subscription { modes.add(action) }

  /// Ticks spent in each mode up to now.
  public var modeTicks: [Mode: Tick] { account.ticks(until: scheduler.now) }

  func updateLoads() { loads.update(mode: mode, clock: clock, fabric: fabric) }

  // MARK: Snapshots

  /// What is neither in a block nor in the CPU.
  public struct State: Codable {
    var mode: Mode
    var since: Tick
    var spent: [Mode: Tick]
    var boot: Boot
    var resets: [ResetKind: Int]
    var pendingReset: PendingReset?
    var isOffRequested: Bool
    var attention: Tick?
    var wake: Tick?
    var isHeldInReset: Bool
    var isPowerOnDue: Bool
    var hasStarted: Bool
    var lockups: Int
    var lockedUpAt: Tick
    var isWatchdogFrozen: Bool
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      mode: mode, since: account.since, spent: account.spent, boot: boot, resets: resets, pendingReset: pendingReset,
      isOffRequested: isOffRequested, attention: attention.deadline, wake: wake.deadline, isHeldInReset: isHeldInReset,
      isPowerOnDue: isPowerOnDue, hasStarted: hasStarted, lockups: lockups, lockedUpAt: lockedUpAt,
      isWatchdogFrozen: fabric.isWatchdogFrozen)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    account = ModeAccount(state.mode, since: min(state.since, scheduler.now), spent: state.spent)
    boot = state.boot
    resets = state.resets
    pendingReset = state.pendingReset
    isOffRequested = state.isOffRequested
    attention.set(at: state.attention)
    wake.set(at: state.wake)
    isHeldInReset = state.isHeldInReset
    isPowerOnDue = state.isPowerOnDue
    hasStarted = state.hasStarted
    lockups = state.lockups
    lockedUpAt = state.lockedUpAt
    loads.settingsChanged(power)
    fabric.restoreSleep(isAsleep: isAsleep, isWatchdogFrozen: state.isWatchdogFrozen)
  }
}
