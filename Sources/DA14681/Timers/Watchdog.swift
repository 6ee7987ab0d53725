import Machine

/// The watchdog: a signed counter that goes down one in 10.24 ms. It requests the NMI at 0 and resets the chip at -16;
/// with NMI_RST it resets at 0.
///
/// Sources: the public register list; the counter's meaning as in public drivers. A write counts only where WDOG_WEN is
/// 0. It stands still while GPREG freezes it, unless NMI_RST, and while the system domain is off. Chosen: a write starts
/// a full step; NMI_RST can be set but not cleared.
public final class Watchdog: SoCBlock {
  /// One step: 10.24 ms.
  static let step: Tick = 15_728_640
  /// The longest time from feeding it to the reset: from 255 to -16.
  static let longest: Tick = 271 * step

  /// The state of the watchdog.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var count: Int
    var countedAt: Tick
    var isRunning: Bool
    var deadline: Tick?
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  /// The time is over.
  var onReset: (() -> Void)?
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var alarm: Alarm!
  /// The counter at `countedAt`, which is where its present step began or stopped.
  private var count = 255
  private var countedAt: Tick = 0
  /// Whether it counts.
  private(set) var isRunning = false

  /// The watchdog after power-on, on the bus. `nmi` is the CPU's line.
  public init(_ fabric: Fabric, nmi: Line) {
    self.fabric = fabric
    interrupt = nmi.driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    alarm = fabric.emulation.alarm("WDOG.zero") { [unowned self] _ in self.expire() }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in self.conditionsChanged() }
    fabric.onFreezeChange { [unowned self] in self.conditionsChanged() }
    reset()
  }

  /// Counting from 255.
  public func reset() {
    bank.reset()
    interrupt.value = nil
    load(255)
  }

  private var resetsAtZero: Bool { bank.isSet(Self.watchdogCtrl, Self.nmiRst) }

  private var mayRun: Bool {
    fabric.clocks.isSystemRunning && (resetsAtZero || !fabric.freeze.contains(.watchdog))
  }

  private func load(_ next: Int) {
    count = next
    countedAt = fabric.now
    isRunning = mayRun
    if count > 0 { interrupt.value = nil }
    predict()
  }

  /// Whole steps go by while it runs; a frozen watchdog begins its step anew (chosen).
  private func settle() { (count, countedAt) = present }

  private var present: (count: Int, countedAt: Tick) {
    guard isRunning else { return (count, fabric.now) }
    let steps = (fabric.now - countedAt) / Self.step
    return (count - Int(min(steps, 1 << 16)), countedAt &+ steps &* Self.step)
  }

  private func conditionsChanged() {
    guard mayRun != isRunning else { return }
    settle()
    isRunning = mayRun
    countedAt = fabric.now
    predict()
  }

  private func predict() {
    guard isRunning else { return alarm.cancel() }
    let target = count > 0 || resetsAtZero ? 0 : -16
    alarm.set(at: countedAt &+ UInt64(max(count - target, 0)) &* Self.step)
  }

  private func expire() {
    settle()
    if count <= -16 || resetsAtZero {
      isRunning = false
      onReset?()
    } else {
      interrupt.value = true
      predict()
    }
  }

  /// What software reads: the counter, 9 bits with its sign.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    Self.watchdog ~= offset ? UInt32(truncatingIfNeeded: max(present.count, -256)) & 0x1FF : bank[offset]
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    if Self.watchdog ~= offset {
      guard Self.wdogWen.get(value) == 0 else { return }
      let magnitude = Int(Self.wdogVal.get(value))
      load(Self.wdogValNeg.get(value) != 0 ? magnitude - 256 : magnitude)
    } else if Self.watchdogCtrl ~= offset {
      settle()
      conditionsChanged()
      predict()
    }
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(registers: bank.named, count: count, countedAt: countedAt, isRunning: isRunning, deadline: alarm.deadline)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    count = min(max(state.count, -65_536), 255)
    countedAt = min(state.countedAt, fabric.now)
    isRunning = state.isRunning
    alarm.set(at: state.deadline)
  }
}
