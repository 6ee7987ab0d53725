import Machine

/// The Si1143 optical front end: up to three LEDs in short pulses, and what comes back from the skin; commands,
/// parameter RAM, forced and autonomous measurements, an interrupt.
///
/// Facts: Si1141/42/43 data sheet rev. 1.3 (dtsheet.com/doc/1768083). Chosen where the public material is silent:
/// commands act at once, and not at all without HW_KEY; a reset by command takes 10 ms; an error stays in RESPONSE
/// until NOP, while commands still act; the pulse ends a measurement; a measurement that is due while another runs
/// follows it; IRQ_STATUS shows enabled interrupts only; visible light and infrared are those of a room, or of a
/// covered sensor.
public final class Si1143: I2CTarget, Snapshotting {
  /// What decides the future.
  public struct State: Codable {
    var registers = Si1143Register.reset
    var parameters = Si1143Register.resetParameters
    var address: UInt8 = 0x5A
    var pointer: UInt8 = 0
    var expectsPointer = true
    /// When it answers after power-on or reset.
    var readyAt: Tick = 0
    var isProximityAutonomous = false
    var isAmbientAutonomous = false
    /// Wake-ups until the next measurement.
    var proximityCount = 0
    var ambientCount = 0
    /// Channels that are still to be measured, as in CHLIST.
    var queue: UInt8 = 0
    var channel: Channel?
    var isPulsing = false
    var wave = PulseWave()
    var wakeUp: Tick?
    var step: Tick?
  }

  /// From power to the first answer.
  public static let powerUpTime: Tick = .milliseconds(25)
  static let resetTime: Tick = .milliseconds(10)
  /// The nominal LED currents in microamperes, by code.
  static let ledCurrents = [
    0, 5_600, 11_200, 22_400, 45_000, 67_000, 90_000, 112_000, 135_000, 157_000, 180_000, 202_000, 224_000, 269_000,
    314_000, 359_000,
  ]

  /// The pulse that it measures.
  public var heart: any HeartSource
  /// A broken solder joint: it does not acknowledge its address and does not drive its pin. Not part of the state.
  public var isSilent = false {
    didSet { driveInterrupt() }
  }
  var state = State()
  let scheduler: Scheduler
  let noise: SeededNoise
  let ambient: Ambient?
  let net: PowerNet
  let coefficients: Coefficients
  let load: Load<Mode>
  let ledLoad: Load<LEDMode>
  private let interrupt: LineDriver?
  var wakeUp: Alarm!
  var step: Alarm!

  /// Puts the chip on its wires: its interrupt (open drain, active low) may be left open. The LEDs draw from `ledNet`,
  /// which is `net` unless told otherwise. With `ambient` its temperature channel follows that.
  public init(
    _ name: String = "Si1143", on emulation: Emulation, net: PowerNet, ledNet: PowerNet? = nil,
    interrupt: Line? = nil, heart: any HeartSource, ambient: Ambient? = nil,
    coefficients: Coefficients = .documented, seed: UInt64
  ) {
    self.heart = heart
    self.ambient = ambient
    self.net = net
    self.coefficients = coefficients
    self.interrupt = interrupt?.driver("\(name).INT")
    noise = SeededNoise(seed: seed, stream: 0x1143)
    scheduler = emulation.scheduler
    load = Load(name, on: net, initial: .standby, currents: coefficients.currents, leaking: [.standby])
    ledLoad = Load("\(name) LEDs", on: ledNet ?? net, initial: .off, currents: [.off: .zero, .pulse: .zero])
    wakeUp = emulation.alarm("\(name).wake-up") { [unowned self] time in self.wokeUp(at: time) }
    step = emulation.alarm("\(name).step") { [unowned self] time in self.stepped(at: time) }
    net.observePower { [unowned self] isOn in
      self.reset(for: isOn ? Si1143.powerUpTime : 0)
    }
    emulation.register(name, self)
    reset(for: Si1143.powerUpTime)
  }

  private var isReady: Bool { net.isPowered && !isSilent && scheduler.now >= state.readyAt }

  /// Everything is as after power-on, and it answers after `time`.
  func reset(for time: Tick) {
    let wave = state.wave
    state = State()
    state.wave = wave
    state.readyAt = scheduler.now.adding(time)
    wakeUp.cancel()
    step.cancel()
    load.enter(.standby)
    ledLoad.enter(.off)
    driveInterrupt()
  }

  /// INT_OE, and any interrupt: the pin is low.
  func driveInterrupt() {
    let isOn = state.registers[Int(Si1143Register.interruptControl)] & 1 != 0 && net.isPowered && !isSilent
    interrupt?.value = isOn && state.registers[Int(Si1143Register.interruptStatus)] != 0 ? false : nil
  }

  // MARK: I2C

  /// 0x5A, unless BUSADDR has changed it; once it is ready.
  public var i2cAddress: UInt8? { isReady ? state.address : nil }

  /// It also answers to the general call.
  public func i2cAnswers(to address: UInt8) -> Bool { isReady && (address == state.address || address == 0) }

  /// Acknowledges its address.
  public func i2cStart(isRead: Bool) -> Bool {
    if !isRead { state.expectsPointer = true }
    return isReady
  }

  /// The register's number, in which bit 6 keeps it from counting up, then values.
  public func i2cWrite(_ byte: UInt8) -> Bool {
    guard isReady else { return false }
    if state.expectsPointer {
      state.pointer = byte & 0x7F
      state.expectsPointer = false
    } else {
      let address = state.pointer & 0x3F
      advance()
      write(address, byte)
    }
    return true
  }

  /// The register's value.
  public func i2cRead(acknowledged: Bool) -> UInt8 {
    guard isReady else { return 0xFF }
    defer { advance() }
    return read(state.pointer & 0x3F)
  }

  /// The next transfer begins with a register's number.
  public func i2cStop() { state.expectsPointer = true }

  private func advance() {
    if state.pointer & 0x40 == 0 { state.pointer = (state.pointer + 1) & 0x3F }
  }

  private func read(_ address: UInt8) -> UInt8 {
    switch address {
    case Si1143Register.command: 0
    case Si1143Register.chipStatus: state.channel == nil ? 0x01 : 0x04
    default: address < Si1143Register.count ? state.registers[Int(address)] : 0
    }
  }

  private func write(_ address: UInt8, _ value: UInt8) {
    switch address {
    case Si1143Register.command: execute(value)
    case Si1143Register.interruptStatus:
      state.registers[Int(address)] &= ~value
      driveInterrupt()
    default:
      let bits = Si1143Register.writableBits(address)
      guard bits != 0 else { return }
      state.registers[Int(address)] = value & bits
      switch address {
      case Si1143Register.measureRate...Si1143Register.proximityRate: restartWakeUps()
      case Si1143Register.interruptControl: driveInterrupt()
      default: break
      }
    }
  }

  // MARK: Snapshot

  /// The state, the alarms' deadlines included.
  public func saveState() -> State {
    var saved = state
    saved.wakeUp = wakeUp.deadline
    saved.step = step.deadline
    return saved
  }

  /// Takes over a saved state; loads and lines are restored by themselves.
  public func restoreState(_ saved: State) {
    state = saved
    if state.registers.count != Si1143Register.count { state.registers = Si1143Register.reset }
    if state.parameters.count != 32 { state.parameters = Si1143Register.resetParameters }
    state.pointer &= 0x7F
    wakeUp.set(at: saved.wakeUp)
    step.set(at: saved.step)
  }
}
