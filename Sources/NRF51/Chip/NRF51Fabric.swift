import Blocks
import CortexM0
import Machine

/// What the blocks of one nRF51 share: bus, RAM, clocks, pads, interrupt lines, events, supply, and the list of blocks to
/// reset.
///
/// A block takes it in its initialiser; tests of one block make a fabric of their own, without a CPU.
public final class NRF51Fabric {
  private struct Member {
    let survives: Set<ResetKind>
    let bank: RegisterBank
    unowned(unsafe) let block: any Block
  }

  /// Time, journal, lines. The machine keeps the blocks, which keep the fabric.
  public unowned let emulation: Emulation
  let scheduler: Scheduler
  /// Where the blocks' registers are.
  public let bus: Bus
  /// What the blocks' DMA reaches.
  public let ram: Memory
  /// The clocks.
  public let clocks: NRF51Clocks
  /// The pads.
  public let pads: NRF51Pads
  /// Where the chip's loads are.
  public let net: PowerNet
  /// Their currents.
  public let coefficients: NRF51Coefficients
  /// From which everything random in the chip comes: its identity, its random numbers.
  public let seed: UInt64
  /// High while a pad meets its SENSE.
  public let detect: Line
  /// High for a moment when the low-power comparator sees what it is set to wake for (ANADETECT).
  public let analogDetect: Line
  /// Whether the DC/DC converter carries the supply; set by POWER.
  public internal(set) var isOnDCDC = false
  private let interruptLines: [Line]
  private var members: [Member] = []
  /// Pages by identifier.
  private(set) var pages: [[PeripheralPage]] = Array(repeating: [], count: 64)
  private var sharedPages: [UInt32: SharedPage] = [:]
  private var eventTime: Tick?
  /// Whether the CPU sleeps; set by the chip.
  public internal(set) var isCPUAsleep = false
  /// Whether a debugger holds the watchdog still.
  var isWatchdogFrozen = false
  private var sleepObservers: [() -> Void] = []
  private var regulatorObservers: [() -> Void] = []
  /// The PPI's door: a bit for each channel whose event happened.
  var onChannels: ((UInt32) -> Void)?

  /// `interruptLines` are the CPU's 32; without a CPU the fabric makes lines of its own.
  public init(
    _ emulation: Emulation, bus: Bus, ram: Memory, on net: PowerNet, coefficients: NRF51Coefficients, seed: UInt64,
    interruptLines: [Line]? = nil
  ) {
    self.emulation = emulation
    scheduler = emulation.scheduler
    self.bus = bus
    self.ram = ram
    self.net = net
    self.coefficients = coefficients
    self.seed = seed
    self.interruptLines = interruptLines ?? (0..<32).map { emulation.line("IRQ.\($0)") }
    require(self.interruptLines.count == 32, "the CPU has 32 interrupt lines")
    clocks = NRF51Clocks(emulation)
    pads = NRF51Pads(emulation)
    detect = emulation.line("DETECT")
    analogDetect = emulation.line("ANADETECT")
    emulation.register("clocks", clocks)
    emulation.register("pads", pads)
  }

  /// The present: while an event is told of by `at`, its own time, which an instruction may have passed.
  public var now: Tick { eventTime ?? scheduler.now }

  /// Runs `body` at the time that an alarm was set for, so that what an event triggers in other blocks is exact.
  public func at(_ time: Tick, _ body: () -> Void) {
    let before = eventTime
    eventTime = time
    body()
    eventTime = before
  }

  /// The CPU's line of an identifier, 0 ... 31; a page drives it by itself.
  public func interrupt(_ identifier: Int) -> Line { interruptLines[identifier & 31] }

  // MARK: Blocks

  /// Puts a peripheral on the bus at its page, into snapshots under its name, and on the list of what resets. Those that
  /// share a page are all `sharing`.
  public func install(_ block: some NRF51Block, sharing: Bool = false) {
    block.page.owner = block
    block.bank.belongs(to: block)
    if sharing {
      let base = block.bank.base
      let shared = sharedPages[base] ?? SharedPage(at: base, journal: emulation.journal)
      if sharedPages.updateValue(shared, forKey: base) == nil { bus.map(shared, at: base...base + 0xFFF) }
      shared.add(block.bank) { [unowned block] in block.isSelected }
    } else {
      bus.map(block.bank, at: block.bank.block.addresses)
    }
    pages[block.page.identifier].append(block.page)
    add(block, survives: block.survives)
  }

  /// The same for a block that has registers and no tasks or events, with the resets that leave it alone.
  public func install(_ block: some Block, survives: Set<ResetKind>) {
    block.bank.belongs(to: block)
    bus.map(block.bank, at: block.bank.block.addresses)
    add(block, survives: survives)
  }

  private func add(_ block: some Block, survives: Set<ResetKind>) {
    members.append(Member(survives: survives, bank: block.bank, block: block))
    emulation.register(block.bank.name, block)
  }

  /// Fills what no block has of the peripheral bus, 64 pages from 0x40000000 on, once all are installed.
  func mapHoles() {
    let taken = Set(members.map(\.bank.base))
    for page in 0..<64 {
      let base = 0x4000_0000 + UInt32(page) * 0x1000
      if !taken.contains(base) { bus.map(PeripheralHole(emulation.journal), at: base...base + 0xFFF) }
    }
  }

  /// Resets the blocks that do not survive a reset of the kind, in the order of installation.
  func reset(_ kind: ResetKind) {
    for member in members where !member.survives.contains(kind) { member.block.reset() }
  }

  /// Every installed block's bank, for maps and checks.
  public var banks: [RegisterBank] { members.map(\.bank) }

  // MARK: Events

  /// An event that these channels of the PPI have happened.
  func trigger(channels: UInt32) { onChannels?(channels) }

  /// Triggers the task whose register is at an address, of whichever block has it; others are ignored.
  public func trigger(task address: UInt32) {
    guard address & ~0x3_FFFF == 0x4000_0000 else { return }
    for page in pages[Int(address >> 12 & 0x3F)] { page.trigger(address & 0xFFF) }
  }

  // MARK: Sleep

  /// Calls `action` after the CPU fell asleep or woke, and after a debugger froze the watchdog.
  func onSleepChange(_ action: @escaping () -> Void) { sleepObservers.append(action) }

  /// The chip's door.
  func setSleep(_ isAsleep: Bool, isWatchdogFrozen frozen: Bool) {
    guard isAsleep != isCPUAsleep || frozen != isWatchdogFrozen else { return }
    isCPUAsleep = isAsleep
    isWatchdogFrozen = frozen
    for observer in sleepObservers { observer() }
  }

  /// For taking over a saved state: nobody is told.
  func restoreSleep(isAsleep: Bool, isWatchdogFrozen frozen: Bool) {
    isCPUAsleep = isAsleep
    isWatchdogFrozen = frozen
  }

  // MARK: Supply

  /// Calls `action` after the DC/DC converter was switched on or off: for loads whose current depends on it.
  public func onRegulatorChange(_ action: @escaping () -> Void) { regulatorObservers.append(action) }

  /// POWER's door.
  func setDCDC(_ isOn: Bool) {
    guard isOn != isOnDCDC else { return }
    isOnDCDC = isOn
    for observer in regulatorObservers { observer() }
  }

  /// What the regulator makes of a current that the LDO would carry: for the CPU and the radio. The converter works above
  /// 2.1 V, and its input current grows as the supply falls.
  public func converted(_ current: CurrentBand) -> CurrentBand {
    guard isOnDCDC else { return current }
    let millivolts = net.millivolts
    guard millivolts > 2_100 else { return current }
    let ratio = coefficients.dcdcRatio
    func scaled(_ value: Int64, _ ratio: Double) -> Int64 {
      let permille = Int64((ratio * 1_000).rounded())
      return min(value, value / 1_000 * permille * 3_000 / Int64(millivolts))
    }
    return CurrentBand(
      low: scaled(current.low, ratio.low), typical: scaled(current.typical, ratio.typical),
      high: scaled(current.high, ratio.high))
  }

  /// A load of the chip that is on or off, as `NRF51 NAME` in the ledger; off.
  public func load(_ name: String, _ coefficient: Coefficient) -> Load<OnOffState> {
    Load(
      "\(NRF51Ledger.core) \(name)", on: net, initial: .off,
      currents: [.off: .zero, .on: coefficient.current])
  }
}
