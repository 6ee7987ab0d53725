import Machine

/// The watchdog: a signed counter that goes down one in 10.24 ms. It requests the NMI at 0 and resets the chip at -16;
/// with NMI_RST it resets at 0.
///
/// Sources: the public register list; the counter's meaning as in public drivers. A write counts only where WDOG_WEN is
/// 0. It stands still while it is frozen, unless NMI_RST, and while its clock is off. Chosen: a write starts
/// a full step; NMI_RST can be set but not cleared.
public final class Watchdog: Block {
  /// One step: 10.24 ms.
  public static let step: Tick = 15_728_640
  /// The longest time from feeding it to the reset: from 255 to -16.
  public static let longest: Tick = 271 * step

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
  /// The time is over.
  public var onReset: (() -> Void)?
  private let clock: ClockInput
  private let freeze: FreezeInput
  private let scheduler: Scheduler
  private let interrupt: LineDriver
  private var alarm: Alarm!
  /// The counter at `countedAt`, which is where its present step began or stopped.
  private var count = 255
  private var countedAt: Tick = 0
  /// Whether it counts.
  public private(set) var isRunning = false

  /// The watchdog after power-on, with registers of `registers`. It counts while `clock` runs, whatever its rate; `nmi` is
  /// the CPU's line.
  public init(_ registers: RegisterBlock, clock: ClockInput, nmi: Line, freeze: FreezeInput, on emulation: Emulation) {
    self.clock = clock
    self.freeze = freeze
    scheduler = emulation.scheduler
    interrupt = nmi.driver(registers.name)
    bank = RegisterBank(registers, journal: emulation.journal)
    alarm = emulation.alarm("\(registers.name).zero") { [unowned self] _ in self.expire() }
    clock.onChange { [unowned self] in self.conditionsChanged() }
    freeze.onChange { [unowned self] in self.conditionsChanged() }
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
    clock.rate != nil && (resetsAtZero || !freeze.isOn)
  }

  private func load(_ next: Int) {
    count = next
    countedAt = scheduler.now
    isRunning = mayRun
    if count > 0 { interrupt.value = nil }
    predict()
  }

  /// Whole steps go by while it runs; a frozen watchdog begins its step anew (chosen).
  private func settle() { (count, countedAt) = present }

  private var present: (count: Int, countedAt: Tick) {
    guard isRunning else { return (count, scheduler.now) }
    let steps = (scheduler.now - countedAt) / Self.step
    return (count - Int(min(steps, 1 << 16)), countedAt &+ steps &* Self.step)
  }

  private func conditionsChanged() {
    guard mayRun != isRunning else { return }
    settle()
    isRunning = mayRun
    countedAt = scheduler.now
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
    countedAt = min(state.countedAt, scheduler.now)
    isRunning = state.isRunning
    alarm.set(at: state.deadline)
  }
}
