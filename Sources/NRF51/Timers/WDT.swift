import CortexM0
import Machine

/// The watchdog: it resets the chip (CRV + 1) / 32,768 s after every enabled reload register had 0x6E524635 written to it last.
///
/// Sources: the vendor's public register list. CRV below 0xF counts as that. Its registers are locked from START on, and only
/// a reset stops it; software's does not, as stated for the sibling nRF52. TIMEOUT comes two LFCLK before the reset. Chosen: it
/// counts at 32,768 Hz whether or not LFCLK was started; a debugger that freezes it holds it until the chip is reset.
public final class WDT: NRF51Block {
  /// The state of the watchdog.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var isRunning: Bool
    var left: Tick
    var since: Tick?
    var isTimedOut: Bool
    var deadline: Tick?
  }

  private static let magic: UInt32 = 0x6E52_4635
  /// One LFCLK.
  private static let period: Tick = 46_875

  /// The page.
  public let page: PeripheralPage
  /// The time is over.
  var onReset: (() -> Void)?
  private unowned let fabric: NRF51Fabric
  private let load: Load<OnOffState>
  private var alarm: Alarm!
  /// Whether START was triggered.
  public private(set) var isRunning = false
  /// Ticks that were left at `since`, or that are left while it stands still.
  private var left: Tick = 0
  private var since: Tick?
  /// TIMEOUT has happened and the reset is about to.
  private var isTimedOut = false

  /// The watchdog of a fabric.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    page = PeripheralPage(Self.layout, "WDT", at: 0x4001_0000, "watchdog", fabric)
    load = fabric.load("WDT", fabric.coefficients.watchdog)
    alarm = fabric.emulation.alarm("WDT.timeout") { [unowned self] in self.expire(at: $0) }
    fabric.onSleepChange { [unowned self] in self.conditionsChanged() }
    fabric.install(self)
  }

  /// Software's reset leaves it running.
  public var survives: Set<ResetKind> { [.software] }

  /// The longest time from a reload to the reset.
  public var longest: Tick { (UInt64(max(bank[Self.reloadValue], 15)) + 3) * Self.period }

  /// Stopped.
  public func reset() {
    page.reset()
    isRunning = false
    isTimedOut = false
    since = nil
    alarm.cancel()
    load.enter(.off)
  }

  // MARK: Counting

  private var mayCount: Bool {
    guard isRunning, !fabric.isWatchdogFrozen else { return false }
    return !fabric.isCPUAsleep || bank.isSet(Self.configuration, Self.runsInSleep)
  }

  private func reload(at time: Tick) {
    left = (UInt64(max(bank[Self.reloadValue], 15)) + 1) * Self.period
    bank[Self.requestStatus] = bank[Self.requestEnable]
    since = mayCount ? time : nil
    predict()
  }

  private func predict() { alarm.set(at: since.map { $0.adding(left) }) }

  private func conditionsChanged() {
    guard isRunning, !isTimedOut, mayCount != (since != nil) else { return }
    let now = fabric.now
    if let since {
      left -= min(left, now - min(since, now))
      self.since = nil
    } else {
      since = now
    }
    predict()
  }

  private func expire(at time: Tick) {
    guard !isTimedOut else {
      reset()
      onReset?()
      return
    }
    isTimedOut = true
    fabric.at(time) { page.raise(Self.timeout) }
    alarm.set(at: time.adding(2 * Self.period))
  }

  // MARK: Registers

  /// START.
  public func task(_ offset: UInt32) {
    guard !isRunning else { return }
    isRunning = true
    bank[Self.runStatus] = 1
    load.enter(.on)
    reload(at: fabric.now)
  }

  /// The block cannot be switched off while it runs.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    if isRunning && PageLayout.power ~= offset { return bank[offset] = old }
    if !page.written(offset, value: value, old: old) { registerSet(offset, value: value, old: old) }
  }

  /// The locked settings, and the reload registers.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case Self.reloadValue, Self.requestEnable, Self.configuration: if isRunning { bank[offset] = old }
    case Self.reloads:
      guard isRunning, !isTimedOut, value == Self.magic else { return }
      bank[Self.requestStatus] &= ~(1 << UInt32(Self.reloads.index(of: offset)))
      if bank[Self.requestStatus] == 0 { reload(at: fabric.now) }
    default: break
    }
  }

  // MARK: Snapshots

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, isRunning: isRunning, left: left, since: since, isTimedOut: isTimedOut,
      deadline: alarm.deadline)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    isRunning = state.isRunning
    left = min(state.left, 1 << 62)
    since = state.since
    isTimedOut = state.isTimedOut
    alarm.set(at: state.deadline)
  }
}
