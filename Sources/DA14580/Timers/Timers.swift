import Blocks
import Machine

/// TIMER0 with PWM0 and PWM1, and TIMER2 with PWM2, PWM3 and PWM4. Nothing ticks: counts are computed, the interrupt and the
/// edges of routed outputs are alarms.
///
/// Sources: the public register list; the data sheet (PWM0 is high for M + 1 cycles, PWM1 for N + 1; the interrupt's counter ON
/// runs with the clock or a tenth of it; TIMER2's outputs are high for their duty of FREQ cycles; fast clock by CLK_PER, else the
/// low-power clock). As in the same timers of the family's next chip: M and N are counts less one and changed ones hold from the
/// next period; the interrupt comes at the end of N once ON is 0, and as soon as the timer is started; it is a pulse. Chosen:
/// paused outputs are low, and the radio never pauses them; TIMER2 runs from the fast clock.
final class Timers: SoCBlock {
  /// The state of both timers.
  struct State: RegisterState {
    var registers: NamedValues<UInt32>
    var timer0: Timer0Counter
    var triple: TriplePWM
    var event: Tick?
    var edge0: Tick?
    var edge2: Tick?
    var levels: [Bool]
  }

  /// Of PWM2, PWM3 and PWM4.
  static let duties = RegisterArray(
    Register("PWM%s_DUTY_CYCLE", at: 0x08, [Field("DUTY_CYCLE", 13, 0)]), count: 3, every: 2)

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.system
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var timer0 = Timer0Counter()
  private var triple = TriplePWM()
  private var event: Alarm!
  private var edge0: Alarm!
  private var edge2: Alarm!
  /// What the outputs are driven to, so that a pad hears of changes only.
  private var levels = [Bool](repeating: false, count: 5)
  private static let outputs: [PinFunction] = [.pwm0, .pwm1, .pwm2, .pwm3, .pwm4]

  /// The timers after reset, on the bus.
  init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.timer).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    event = fabric.emulation.alarm("TIMER0.period") { [unowned self] time in self.advance0(to: time) }
    edge0 = fabric.emulation.alarm("TIMER0.edge") { [unowned self] time in self.drive0(at: time) }
    edge2 = fabric.emulation.alarm("TIMER2.edge") { [unowned self] time in self.drive2(at: time) }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in self.conditionsChanged() }
    fabric.onFreezeChange { [unowned self] in self.conditionsChanged() }
    fabric.pads.onRoutingChange { [unowned self] in self.conditionsChanged() }
  }

  /// Back to the state after power-on.
  func reset() {
    bank.reset()
    timer0 = Timer0Counter()
    triple = TriplePWM()
    for alarm in [event, edge0, edge2] { alarm?.cancel() }
    for output in levels.indices { drive(output, false) }
  }

  private func drive(_ output: Int, _ level: Bool) {
    guard levels[output] != level else { return }
    levels[output] = level
    fabric.pads.drive(Self.outputs[output], level)
  }

  private func conditionsChanged() {
    advance0(to: fabric.now)
    advance2()
  }

  // MARK: TIMER0

  private var clock0: ClockRate? {
    guard bank.isSet(Self.control0, Self.isTimer0On), !fabric.freeze.contains(.timers),
      let fast = fabric.clocks.timers
    else { return nil }
    return bank.isSet(Self.control0, Self.isTimer0Fast) ? fast : fabric.clocks.lowPower
  }

  /// ON in cycles of T0.
  private var onReload: UInt64 {
    UInt64(bank[Self.on0]) * (bank.isSet(Self.control0, Self.isOnUndivided) ? 1 : 10)
  }

  private func advance0(to time: Tick) {
    timer0.nextHigh = UInt64(bank[Self.reloadM]) + 1
    timer0.nextLow = UInt64(bank[Self.reloadN]) + 1
    var isInterrupt = timer0.advance(to: time, reload: onReload)
    if timer0.rate != clock0 { timer0.change(to: clock0, at: time) }
    if timer0.isStarting && timer0.rate != nil {
      timer0.isStarting = false
      isInterrupt = true
    }
    event.set(at: timer0.nextEvent)
    drive0(at: time)
    if isInterrupt {
      interrupt.value = true
      interrupt.value = nil
    }
  }

  private func drive0(at time: Tick) {
    let isOn = bank.isSet(Self.control0, Self.isTimer0On)
    let isRouted = isOn && (fabric.pads.isRouted(.pwm0) || fabric.pads.isRouted(.pwm1))
    drive(0, isOn && timer0.isHigh(at: time))
    drive(1, isOn && !timer0.isHigh(at: time))
    edge0.set(at: isRouted ? timer0.nextEdge(after: time) : nil)
  }

  // MARK: TIMER2

  private func advance2() {
    let now = fabric.now
    triple.advance(to: now)
    let control = bank[Self.tripleControl]
    let isEnabled = Self.isTripleOn.isSet(in: control)
    if !isEnabled { triple.phase = 0 }
    triple.isOn = isEnabled && !Self.isTriplePaused.isSet(in: control)
    triple.period = UInt64(bank[Self.frequency])
    triple.ends = (0..<3).map { UInt64(bank[Self.duties, $0]) }
    triple.change(to: triple.isOn && !fabric.freeze.contains(.timers) ? fabric.clocks.timers : nil, at: now)
    triple.phase = triple.period < 2 ? 0 : triple.phase % triple.period
    drive2(at: now)
  }

  private func drive2(at time: Tick) {
    var routed: [Int] = []
    for index in 0..<3 {
      drive(index + 2, triple.level(of: index, at: time))
      if triple.isOn && fabric.pads.isRouted(Self.outputs[index + 2]) { routed.append(index) }
    }
    edge2.set(at: triple.nextEdge(of: routed, after: time))
  }

  // MARK: Registers

  /// What software reads.
  func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.on0:
      let cycles = timer0.on(at: fabric.now)
      return UInt32(truncatingIfNeeded: bank.isSet(Self.control0, Self.isOnUndivided) ? cycles : (cycles + 9) / 10)
    case Self.reloadM: return UInt32(truncatingIfNeeded: timer0.t0(at: fabric.now))
    default: return bank[offset]
    }
  }

  /// What a write by software does.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.control0:
      if value & 1 != 0 && old & 1 == 0 {
        timer0.restart(high: UInt64(bank[Self.reloadM]) + 1, low: UInt64(bank[Self.reloadN]) + 1, left: onReload)
      }
      advance0(to: fabric.now)
    case Self.reloadN:
      // Write-only fields are not stored by the bank, but the timer needs its reload value.
      bank[Self.reloadN] = value
      advance0(to: fabric.now)
    case Self.reloadM: advance0(to: fabric.now)
    case Self.duties, Self.frequency, Self.tripleControl: advance2()
    default: break
    }
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  func saveState() -> State {
    State(
      registers: bank.named, timer0: timer0, triple: triple, event: event.deadline, edge0: edge0.deadline,
      edge2: edge2.deadline, levels: levels)
  }

  /// Throws where the state is not that of this block.
  func check(_ state: State) throws(SnapshotError) {
    try bank.check(state.registers)
    guard state.triple.starts.count == 3, state.triple.ends.count == 3, state.levels.count == 5 else {
      throw .wrongCount("outputs of \(bank.name)")
    }
  }

  /// Takes over a saved state.
  func restoreState(_ state: State) {
    levels = state.levels
    bank.restore(state.registers)
    timer0 = state.timer0
    triple = state.triple
    event.set(at: state.event)
    edge0.set(at: state.edge0)
    edge2.set(at: state.edge2)
  }
}
