import Machine

/// TIMER1, the 16-bit timer of the always-on domain: it counts the low-power clock in every sleep, wakes the chip, and
/// is what RTOS images tick from. Nothing ticks here: counts are computed, the match is an alarm.
///
/// Sources: the public register list; the public driver header (`hw_timer1.h`: timer frequency = clock / (PRESCALER +
/// 1), GPIO codes 1 ... 37 in the order of the ports, PWM frequency = clock / (PWM_FREQ + 1); in one-shot mode an edge of
/// the first pad starts a delay of RELOAD, then a pulse of SHOTWIDTH; the PWM runs in both modes, on pads with the
/// function PWM5 and, by CLK_TMR.P06_TMR1_PWM_MODE, on P0_6 in deep sleep too). Interrupt on count = RELOAD. Chosen:
/// enabling starts from 0 (RELOAD when counting down); counting down interrupts on 0, and reloads on the next count; the
/// interrupt is a pulse, as there is nothing to acknowledge; in one-shot mode it comes at the end of the delay, and the
/// count stands still; a change of the clock ends a shot.
public final class Timer1: SoCBlock {
  static let isEnabled = Field("CAPTIM_EN", 0)
  static let isOneShot = Field("CAPTIM_ONESHOT_MODE_EN", 1)
  static let isCountingDown = Field("CAPTIM_COUNT_DOWN_EN", 2)
  static let isFalling1 = Field("CAPTIM_IN1_EVENT_FALL_EN", 3)
  static let isFalling2 = Field("CAPTIM_IN2_EVENT_FALL_EN", 4)
  static let isInterruptEnabled = Field("CAPTIM_IRQ_EN", 5)
  static let isFreeRunning = Field("CAPTIM_FREE_RUN_MODE_EN", 6)
  static let isSystemClock = Field("CAPTIM_SYS_CLK_EN", 7)
  static let control = Register(
    "CAPTIM_CTRL_REG", at: 0x00,
    [
      isEnabled, isOneShot, isCountingDown, isFalling1, isFalling2, isInterruptEnabled,
      isFreeRunning, isSystemClock,
    ])
  static let value = Register("CAPTIM_TIMER_VAL_REG", at: 0x02, [.readOnly("CAPTIM_TIMER_VALUE", 15, 0)])
  static let status = Register(
    "CAPTIM_STATUS_REG", at: 0x04,
    [.readOnly("CAPTIM_IN1_STATE", 0), .readOnly("CAPTIM_IN2_STATE", 1), .readOnly("CAPTIM_ONESHOT_PHASE", 3, 2)])
  static let pin1 = Register("CAPTIM_GPIO1_CONF_REG", at: 0x06, [Field("CAPTIM_GPIO1_CONF", 5, 0)])
  static let pin2 = Register("CAPTIM_GPIO2_CONF_REG", at: 0x08, [Field("CAPTIM_GPIO2_CONF", 5, 0)])
  static let reload = Register("CAPTIM_RELOAD_REG", at: 0x0A, [Field("CAPTIM_RELOAD", 15, 0)])
  static let shotWidth = Register("CAPTIM_SHOTWIDTH_REG", at: 0x0C, [Field("CAPTIM_SHOTWIDTH", 15, 0)])
  static let prescaler = Register("CAPTIM_PRESCALER_REG", at: 0x0E, [Field("CAPTIM_PRESCALER", 15, 0)])
  static let capture1 = Register("CAPTIM_CAPTURE_GPIO1_REG", at: 0x10, [.readOnly("CAPTIM_CAPTURE_GPIO1", 15, 0)])
  static let capture2 = Register("CAPTIM_CAPTURE_GPIO2_REG", at: 0x12, [.readOnly("CAPTIM_CAPTURE_GPIO2", 15, 0)])
  static let prescalerValue = Register(
    "CAPTIM_PRESCALER_VAL_REG", at: 0x14, [.readOnly("CAPTIM_PRESCALER_VAL", 15, 0)])
  static let pwmFrequency = Register("CAPTIM_PWM_FREQ_REG", at: 0x16, [Field("CAPTIM_PWM_FREQ", 15, 0)])
  static let pwmDuty = Register("CAPTIM_PWM_DC_REG", at: 0x18, [Field("CAPTIM_PWM_DC", 15, 0)])
  /// The registers, as the public list has them.
  public static let block = RegisterBlock(
    "TIMER1", at: 0x5000_0200, size: 0x100, "capture and PWM timer in the always-on domain",
    [
      control, value, status, pin1, pin2, reload, shotWidth, prescaler, capture1, capture2, prescalerValue,
      pwmFrequency,
      pwmDuty,
    ])

  /// The state of TIMER1.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var counter: Timer1Counter
    var match: Tick?
    var pwm: Timer1PWM
    var edge: Tick?
    var shot: Timer1Shot
    var isPWMHigh: Bool
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.alwaysOn
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var counter = Timer1Counter()
  private var matched: Alarm!
  private var wave = Timer1PWM()
  private var edge: Alarm!
  private var isWaveHigh = false
  private var isPWMRouted = false
  private var isOnP06 = false
  private var shot = Timer1Shot()
  private var shotPhaseEnded: Alarm!

  /// TIMER1 after power-on, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.timer1).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    matched = fabric.emulation.alarm("TIMER1.match") { [unowned self] time in self.reachMatch(at: time) }
    edge = fabric.emulation.alarm("TIMER1.edge") { [unowned self] time in self.drivePWM(at: time) }
    shotPhaseEnded = fabric.emulation.alarm("TIMER1.shot") { [unowned self] time in self.endShotPhase(at: time) }
    fabric.install(self)
    fabric.pads.onRoutingChange { [unowned self] in
      self.isPWMRouted = self.fabric.pads.isRouted(.pwm5)
      self.drivePWM(at: self.fabric.now)
    }
    fabric.clocks.onChange { [unowned self] in self.settingsChanged() }
    fabric.onFreezeChange { [unowned self] in self.settingsChanged() }
    for (index, pin) in Pin.all.enumerated() {
      fabric.pads[pin].observe { [unowned self] level in self.capture(pad: UInt32(index + 1), level: level) }
    }
    settingsChanged()
  }

  /// Back to the state after power-on.
  public func reset() {
    bank.reset()
    counter = Timer1Counter()
    endShot()
    settingsChanged()
  }

  private var clock: ClockRate? {
    guard bank.isSet(Self.control, Self.isEnabled), !fabric.freeze.contains(.timer1) else { return nil }
    if bank.isSet(Self.control, Self.isSystemClock) { return fabric.clocks.timer1 }
    return fabric.clocks.isTimer1Enabled ? fabric.clocks.lowPower : nil
  }

  /// Brings the count up to date with the settings it had, then goes on with the present ones.
  private func settingsChanged() {
    let now = fabric.now
    counter.advance(to: now)
    counter.isDown = bank.isSet(Self.control, Self.isCountingDown)
    counter.isFreeRunning = bank.isSet(Self.control, Self.isFreeRunning)
    counter.reload = UInt64(bank[Self.reload])
    counter.divider = UInt64(bank[Self.prescaler]) + 1
    counter.phase %= counter.divider
    if counter.isDown && !counter.isFreeRunning { counter.value = min(counter.value, counter.reload) }
    counter.change(to: bank.isSet(Self.control, Self.isOneShot) ? nil : clock, at: now)
    predict()
    if shot.rate != clock || !bank.isSet(Self.control, Self.isOneShot) { endShot() }
    wave.period = (UInt64(bank[Self.pwmFrequency]) + 1) &* counter.divider
    wave.high = UInt64(bank[Self.pwmDuty]) &* counter.divider
    wave.change(to: clock, at: now)
    drivePWM(at: now)
  }

  // MARK: PWM

  private func drivePWM(at time: Tick) {
    let isHigh = wave.isHigh(at: time)
    if isHigh != isWaveHigh {
      isWaveHigh = isHigh
      fabric.pads.drive(.pwm5, isHigh)
    }
    if isOnP06 || fabric.clocks.isTimer1PWMOnP06 {
      isOnP06 = fabric.clocks.isTimer1PWMOnP06
      fabric.pads.override(Pin(0, 6), isOnP06 ? isHigh : nil)
    }
    edge.set(at: isOnP06 || isPWMRouted ? wave.nextEdge(after: time) : nil)
  }

  // MARK: One shot

  private func startShot() {
    shot.rate = clock
    shot.phase = .delay
    shotPhaseEnded.set(at: shot.end(from: fabric.now, counts: bank[Self.reload], divider: counter.divider))
  }

  private func endShotPhase(at time: Tick) {
    guard shot.phase == .delay else { return endShot() }
    shot.phase = .shot
    fabric.pads.drive(.oneShot, true)
    shotPhaseEnded.set(at: shot.end(from: time, counts: bank[Self.shotWidth], divider: counter.divider))
    guard bank.isSet(Self.control, Self.isInterruptEnabled) else { return }
    interrupt.value = true
    interrupt.value = nil
  }

  private func endShot() {
    guard shot.phase != .waiting else { return }
    if shot.phase == .shot { fabric.pads.drive(.oneShot, false) }
    shot = Timer1Shot()
    shotPhaseEnded.cancel()
  }

  // MARK: Match and capture

  private func predict() {
    matched.set(at: bank.isSet(Self.control, Self.isInterruptEnabled) ? counter.nextMatch : nil)
  }

  private func reachMatch(at time: Tick) {
    counter.advance(to: time)
    interrupt.value = true
    interrupt.value = nil
    predict()
  }

  private func capture(pad: UInt32, level: Bool) {
    if bank.isSet(Self.control, Self.isOneShot) {
      let isEvent = bank[Self.pin1] == pad && level != bank.isSet(Self.control, Self.isFalling1)
      if isEvent && clock != nil && shot.phase == .waiting { startShot() }
      return
    }
    guard counter.rate != nil else { return }
    if bank[Self.pin1] == pad && level != bank.isSet(Self.control, Self.isFalling1) {
      bank[Self.capture1] = UInt32(counter.value(at: fabric.now))
    }
    if bank[Self.pin2] == pad && level != bank.isSet(Self.control, Self.isFalling2) {
      bank[Self.capture2] = UInt32(counter.value(at: fabric.now))
    }
  }

  private func level(ofPad code: UInt32) -> UInt32 {
    guard code >= 1, code <= UInt32(Pin.all.count) else { return 0 }
    return fabric.pads[Pin.all[Int(code) - 1]].level ? 1 : 0
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.value: UInt32(counter.value(at: fabric.now))
    case Self.prescalerValue: UInt32(counter.phase(at: fabric.now))
    case Self.status:
      level(ofPad: bank[Self.pin1]) | level(ofPad: bank[Self.pin2]) << 1 | shot.phase.rawValue << 2
    default: bank[offset]
    }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.control:
      if value & 1 != 0 && old & 1 == 0 {
        counter.value = bank.isSet(Self.control, Self.isCountingDown) ? UInt64(bank[Self.reload]) : 0
        counter.phase = 0
      }
      settingsChanged()
    case Self.reload, Self.prescaler, Self.pwmFrequency, Self.pwmDuty: settingsChanged()
    default: break
    }
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    var shot = shot
    shot.end = shotPhaseEnded.deadline
    return State(
      registers: bank.named, counter: counter, match: matched.deadline, pwm: wave, edge: edge.deadline, shot: shot,
      isPWMHigh: isWaveHigh)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    counter = state.counter
    counter.divider = max(counter.divider, 1)
    matched.set(at: state.match)
    wave = state.pwm
    wave.period = max(wave.period, 1)
    edge.set(at: state.edge)
    isWaveHigh = state.isPWMHigh
    isPWMRouted = fabric.pads.isRouted(.pwm5)
    isOnP06 = fabric.clocks.isTimer1PWMOnP06
    shot = state.shot
    shotPhaseEnded.set(at: shot.end)
  }
}
