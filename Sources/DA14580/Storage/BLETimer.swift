import Machine

/// The Bluetooth core: its sleep timer, and registers that keep what is written, as the core itself is not modelled.
///
/// Sources: the public register list, and how the public sleep code of the vendor's SDK 5 uses the timer: DEEP_SLEEP_ON starts it;
/// after DEEPSLWKUP cycles of the low-power clock the core wakes and the sleep interrupt comes; TWIRQ_SET cycles before that
/// BLE_WAKEUP_LP is requested, until TWIRQ_RESET cycles before it; DEEPSLSTAT tells how long it slept. Chosen: a time of 0 never
/// ends by itself; SOFT_WAKEUP_REQ ends it at once; the registers are never without power; no gate stops the timer.
final class BLETimer: SoCBlock {
  /// The state of the core.
  struct State: RegisterState {
    var registers: NamedValues<UInt32>
    var counter: EdgeCounter?
    var request: Tick?
    var release: Tick?
    var end: Tick?
  }

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.alwaysOn
  private let fabric: Fabric
  private let wakeup: LineDriver
  private let general: LineDriver
  private var counter: EdgeCounter?
  private var request: Alarm!
  private var release: Alarm!
  private var end: Alarm!

  /// The core after reset, on the bus.
  init(_ fabric: Fabric) {
    self.fabric = fabric
    wakeup = fabric.interrupt(.bleWakeup).driver(Self.block.name)
    general = fabric.interrupt(.bleGeneral).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    request = fabric.emulation.alarm("BLE.wakeup") { [unowned self] _ in self.wakeup.value = true }
    release = fabric.emulation.alarm("BLE.release") { [unowned self] _ in self.wakeup.value = nil }
    end = fabric.emulation.alarm("BLE.awake") { [unowned self] _ in self.wake() }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in
      if let counter = self.counter, counter.rate != self.fabric.clocks.lowPower { self.clockChanged() }
    }
  }

  /// Awake, nothing requested.
  func reset() {
    bank.reset()
    stop()
    update()
  }

  private func stop() {
    counter = nil
    for alarm in [request, release, end] { alarm?.cancel() }
    wakeup.value = nil
  }

  private func sleep() {
    guard let clock = fabric.clocks.lowPower else { return }
    stop()
    bank[Self.sleepControl, Self.isSleeping] = 1
    let counter = EdgeCounter(rate: clock, origin: fabric.now)
    self.counter = counter
    let time = UInt64(bank[Self.sleepTime])
    guard time > 0 else { return }
    func before(_ cycles: UInt32) -> Tick { counter.time(ofEdge: time - min(UInt64(cycles), time)) }
    let (set, reset) = (bank[Self.preset, Self.requestSet], bank[Self.preset, Self.requestReset])
    if set > reset {
      request.set(at: before(set))
      release.set(at: before(reset))
    }
    end.set(at: before(0))
  }

  /// Where the low-power clock changes or stops, so does the sleep: drivers never do that.
  private func clockChanged() {
    stop()
    bank[Self.sleepControl, Self.isSleeping] = 0
  }

  private func wake() {
    bank[Self.sleepDuration] = UInt32(truncatingIfNeeded: counter?.count(at: fabric.now) ?? 0)
    stop()
    bank[Self.sleepControl, Self.isSleeping] = 0
    bank[Self.rawStatus, Self.sleepRaw] = 1
    update()
  }

  private var isInterrupting: Bool {
    bank.isSet(Self.rawStatus, Self.sleepRaw) && bank.isSet(Self.interruptControl, Self.sleepMask)
  }

  private func update() { general.value = isInterrupting ? true : nil }

  /// What software reads.
  func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.interruptStatus: Self.sleepStatus.set(isInterrupting ? 1 : 0, in: bank[offset])
    case Self.control2:
      Self.isWakeupRequested.set(fabric.interrupt(.bleWakeup).level ? 1 : 0, in: bank[offset])
    default: bank[offset]
    }
  }

  /// What a write by software does.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.sleepControl:
      if Self.sleepOn.isSet(in: value) {
        sleep()
      } else if Self.softWakeup.isSet(in: value), counter != nil {
        wake()
      }
    case Self.acknowledge:
      if Self.sleepAcknowledge.isSet(in: value) { bank[Self.rawStatus, Self.sleepRaw] = 0 }
      update()
    case Self.interruptControl: update()
    default: break
    }
  }

  /// Everything that decides its future.
  func saveState() -> State {
    State(
      registers: bank.named, counter: counter, request: request.deadline, release: release.deadline,
      end: end.deadline)
  }

  /// Takes over a saved state.
  func restoreState(_ state: State) {
    bank.restore(state.registers)
    counter = state.counter
    request.set(at: state.request)
    release.set(at: state.release)
    end.set(at: state.end)
  }
}
