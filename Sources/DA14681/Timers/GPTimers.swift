import Blocks
import Machine

/// TIMER0 with PWM0 and PWM1, TIMER2 with PWM2, PWM3 and PWM4, and the breath controller. Nothing ticks: counts are computed, the interrupt and
/// the edges of routed outputs are alarms.
///
/// Sources: the public register list; public driver code (`hw_timer0`: M then N, PWM0 high during M, ON decremented with
/// the clock or a tenth of it, interrupt at the end of N once ON is 0, reading back the counters; `hw_timer2`: start and
/// end cycles, period of FREQ cycles); a public example of it (the interrupt comes as soon as the timer is started too);
/// public LED driver (LED_CONTROL). Chosen: M and N are counts less one and changed ones hold from the next period;
/// the interrupt is a pulse, as there is nothing to acknowledge; TIMER0's clock mode (PWM_MODE) drives like its PWM mode;
/// paused outputs are low, and the radio never pauses them; BRTH_PWM_POL inverts the breath output, whose duty begins at
/// its least when the controller is enabled.
public final class GPTimers: SoCBlock {
  /// The state of both timers.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var timer0: Timer0Counter
    var triple: TriplePWM
    var event: Tick?
    var edge0: Tick?
    var edge2: Tick?
    var breath: Breath
    var edgeBreath: Tick?
    var levels: [Bool]
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var timer0 = Timer0Counter()
  private var triple = TriplePWM()
  private var event: Alarm!
  private var edge0: Alarm!
  private var edge2: Alarm!
  private var breath = Breath()
  private var edgeBreath: Alarm!
  /// What the six outputs are driven to, so that a pad hears of changes only.
  private var levels = [Bool](repeating: false, count: 6)
  private static let outputs: [PinFunction] = [.pwm0, .pwm1, .pwm2, .pwm3, .pwm4, .breath]

  /// The timers after reset, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.timer0).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    event = fabric.emulation.alarm("TIMER0.period") { [unowned self] time in self.advance0(to: time) }
    edge0 = fabric.emulation.alarm("TIMER0.edge") { [unowned self] time in self.drive0(at: time) }
    edge2 = fabric.emulation.alarm("TIMER2.edge") { [unowned self] time in self.drive2(at: time) }
    edgeBreath = fabric.emulation.alarm("BREATH.edge") { [unowned self] time in self.driveBreath(at: time) }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in self.clocksChanged() }
    fabric.onFreezeChange { [unowned self] in self.clocksChanged() }
    fabric.pads.onRoutingChange { [unowned self] in self.clocksChanged() }
    fabric.leds.onControl = { [unowned self] in self.clocksChanged() }
  }

  /// Back to the state after power-on.
  public func reset() {
    bank.reset()
    timer0 = Timer0Counter()
    triple = TriplePWM()
    breath = Breath()
    for alarm in [event, edge0, edge2, edgeBreath] { alarm?.cancel() }
    for output in levels.indices { drive(output, false) }
  }

  private func drive(_ output: Int, _ level: Bool) {
    guard levels[output] != level else { return }
    levels[output] = level
    fabric.pads.drive(Self.outputs[output], level)
    fabric.leds.drive(Self.outputs[output], level)
  }

  private func isUsed(_ output: Int) -> Bool {
    fabric.pads.isRouted(Self.outputs[output]) || fabric.leds.isUsing(Self.outputs[output])
  }

  private func clocksChanged() {
    advance0(to: fabric.now)
    advance2()
    startBreath(anew: breath.rate != breathClock)
  }

  // MARK: TIMER0

  private var clock0: ClockRate? {
    guard bank.isSet(Self.control0, Self.isTimer0On), !fabric.freeze.contains(.timer0),
      let fast = fabric.clocks.timer0
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
    let isRunning = Self.isTripleOn.get(control) != 0 && Self.isTriplePaused.get(control) == 0
    if Self.isTripleOn.get(control) == 0 { triple.phase = 0 }
    triple.isOn = isRunning
    triple.period = UInt64(bank[Self.frequency])
    triple.starts = (0..<3).map { UInt64(bank[Self.starts, $0]) }
    triple.ends = (0..<3).map { UInt64(bank[Self.ends, $0]) }
    let isFrozen = fabric.freeze.contains(.timer2)
    triple.change(to: isRunning && !isFrozen ? fabric.clocks.timer2 : nil, at: now)
    triple.phase = triple.period < 2 ? 0 : triple.phase % triple.period
    drive2(at: now)
  }

  private func drive2(at time: Tick) {
    var routed: [Int] = []
    for index in 0..<3 {
      drive(index + 2, triple.level(of: index, at: time))
      if triple.isOn && isUsed(index + 2) { routed.append(index) }
    }
    edge2.set(at: triple.nextEdge(of: routed, after: time))
  }

  // MARK: Breath

  private var breathClock: ClockRate? { bank[Self.breathControl] & 1 != 0 ? fabric.clocks.breath : nil }

  private func startBreath(anew: Bool) {
    breath.period = UInt64(bank[Self.breathConfiguration] & 0xFF) + 1
    breath.hold = UInt64(bank[Self.breathConfiguration] >> 8) + 1
    breath.low = UInt64(bank[Self.breathLeast])
    breath.high = UInt64(bank[Self.breathMost])
    if anew {
      breath.rate = breathClock
      breath.start = breathClock?.firstEdge(atOrAfter: fabric.now) ?? 0
    }
    driveBreath(at: fabric.now)
  }

  private func driveBreath(at time: Tick) {
    drive(5, breath.isActive(at: time) != (bank[Self.breathControl] & 2 != 0))
    edgeBreath.set(at: isUsed(5) ? breath.nextEdge(after: time) : nil)
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.on0:
      let cycles = timer0.on(at: fabric.now)
      return UInt32(truncatingIfNeeded: bank.isSet(Self.control0, Self.isOnUndivided) ? cycles : (cycles + 9) / 10)
    case Self.reloadM: return UInt32(truncatingIfNeeded: timer0.t0(at: fabric.now))
    default: return bank[offset]
    }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.control0:
      if value & 1 != 0 && old & 1 == 0 { restart0() }
      advance0(to: fabric.now)
    case Self.reloadN:
      // Write-only fields are not stored by the bank, but the timer needs its reload value.
      bank[Self.reloadN] = value
      advance0(to: fabric.now)
    case Self.reloadM: advance0(to: fabric.now)
    case Self.starts, Self.ends, Self.frequency, Self.tripleControl: advance2()
    case Self.breathControl: startBreath(anew: (value ^ old) & 1 != 0)
    case Self.breathConfiguration, Self.breathMost, Self.breathLeast: startBreath(anew: false)
    default: break
    }
  }

  private func restart0() {
    timer0.restart(
      high: UInt64(bank[Self.reloadM]) + 1, low: UInt64(bank[Self.reloadN]) + 1, left: onReload)
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, timer0: timer0, triple: triple, event: event.deadline, edge0: edge0.deadline,
      edge2: edge2.deadline, breath: breath, edgeBreath: edgeBreath.deadline, levels: levels)
  }

  /// Throws where the state is not that of this block.
  public func check(_ state: State) throws(SnapshotError) {
    try bank.check(state.registers)
    guard state.triple.starts.count == 3, state.triple.ends.count == 3, state.levels.count == 6 else {
      throw .wrongCount("outputs of \(bank.name)")
    }
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    levels = state.levels
    bank.restore(state.registers)
    timer0 = state.timer0
    triple = state.triple
    event.set(at: state.event)
    edge0.set(at: state.edge0)
    edge2.set(at: state.edge2)
    breath = state.breath
    breath.period = max(breath.period, 1)
    breath.hold = max(breath.hold, 1)
    edgeBreath.set(at: state.edgeBreath)
  }
}
