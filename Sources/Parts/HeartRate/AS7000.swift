import Machine

/// The AS7000 heart-rate module: its own processor, an application that measures, one result a second.
///
/// Register map after a public Windows IoT sample driver. Chosen where nothing is public: 50 ms from supply to the first
/// answer, six seconds of measuring before the first valid result, INT low from each result until HRM_STATUS is read.
public final class AS7000: I2CTarget, Snapshotting {
  /// The registers that mean something to the model.
  enum Register {
    static let applicationID: UInt8 = 4
    static let accelerometerSamples: UInt8 = 14
    static let accelerometerIndex: UInt8 = 20
    static let status: UInt8 = 54
    static let heartRate: UInt8 = 55
    static let quality: UInt8 = 56
    static let sync: UInt8 = 57
  }
  /// Applications of register 4.
  enum Application {
    static let heartRate: UInt8 = 2
    static let last: UInt8 = 2
  }
  static let bootTime: Tick = .milliseconds(50)
  static let settlingSeconds = 6

  /// What decides the future.
  public struct State: Codable {
    var registers = AS7000.resetRegisters
    var pointer: UInt8 = 0
    /// Whether the next byte written is the register number.
    var expectsPointer = true
    var isBooted = false
    /// Whole seconds that the application has measured.
    var secondsMeasured = 0
    /// Accelerometer samples fed since the last result.
    var samplesFed = 0
    var hasResult = false
    var alarm: Tick?
  }

  /// The pulse that it measures.
  public var heart: any HeartSource
  /// A broken solder joint: it does not acknowledge its address and does not drive its pin. Not part of the state.
  public var isSilent = false {
    didSet { update() }
  }
  private(set) var state = State()
  private let scheduler: Scheduler
  private let net: PowerNet
  private let load: Load<Mode>
  private let enable: Line
  private let interrupt: LineDriver
  private let noise: SeededNoise
  private var next: Alarm!

  /// Puts the module on its wires: the supply's enable (high = on) and the interrupt output (active low).
  public init(
    _ name: String = "AS7000", on emulation: Emulation, net: PowerNet, enable: Line, interrupt: Line,
    heart: any HeartSource, seed: UInt64, coefficients: Coefficients
  ) {
    self.heart = heart
    self.net = net
    self.enable = enable
    self.interrupt = interrupt.driver(name)
    noise = SeededNoise(seed: seed, stream: 0x7000)
    scheduler = emulation.scheduler
    load = Load(name, on: net, initial: .off, currents: coefficients.currents, leaking: [.off])
    next = emulation.alarm("\(name).next") { [unowned self] time in self.alarmFired(time) }
    enable.observe { [unowned self] _ in self.supplyChanged() }
    net.observePower { [unowned self] _ in self.supplyChanged() }
    emulation.register(name, self)
    supplyChanged()
  }

  /// Protocol 1.2, software 1.4, hardware 3: chosen, plausible numbers.
  private static var resetRegisters: [UInt8] {
    var registers = [UInt8](repeating: 0, count: 64)
    registers.replaceSubrange(0..<6, with: [1, 2, 1, 4, 0, 3])
    return registers
  }

  private var isSupplied: Bool { enable.level && net.isPowered }

  private func supplyChanged() {
    state = State()
    if isSupplied {
      next.set(at: scheduler.now + AS7000.bootTime)
    } else {
      next.cancel()
    }
    update()
  }

  private func alarmFired(_ time: Tick) {
    if state.isBooted {
      measure(at: time)
    } else {
      state.isBooted = true
    }
    update()
  }

  private func update() {
    interrupt.value = isSupplied && !isSilent ? !state.hasResult : nil
    if !isSupplied {
      load.enter(.off)
    } else {
      load.enter(isMeasuring ? .measuring : .idle)
    }
  }

  // MARK: Measuring

  private var isMeasuring: Bool {
    state.isBooted && state.registers[Int(Register.applicationID)] == Application.heartRate
  }

  private func measure(at time: Tick) {
    state.secondsMeasured += 1
    next.set(at: time + Tick.perSecond)
    let rate = heart.beatsPerMinute(at: time)
    var quality: UInt8
    var result: UInt8 = 0
    if rate == nil {
      quality = 254
    } else if state.secondsMeasured < AS7000.settlingSeconds {
      quality = 255
    } else {
      quality = self.quality(at: time)
      let error = noise.signed(time) * Double(quality) / 2
      result = UInt8(min(max(Double(rate ?? 0) + error, 30), 240))
    }
    state.registers[Int(Register.status)] = 0
    state.registers[Int(Register.heartRate)] = result
    state.registers[Int(Register.quality)] = quality
    state.registers[Int(Register.sync)] &+= 1
    state.samplesFed = 0
    state.hasResult = true
  }

  /// 0 ... 2 is excellent, 20 the worst. Movement makes it worse, twice as much where the host did not feed enough of
  /// the 20 accelerometer samples a second that the module subtracts the movement with.
  private func quality(at time: Tick) -> UInt8 {
    let disturbance = min(max(heart.disturbance(at: time), 0), 100)
    let isCompensated = state.samplesFed >= 10
    return UInt8(min(disturbance * (isCompensated ? 10 : 20) / 100 + Int(noise.bits(time) & 1), 20))
  }

  // MARK: I2C

  /// 0x30 once it has booted.
  public var i2cAddress: UInt8? { isSupplied && state.isBooted && !isSilent ? 0x30 : nil }

  /// Acknowledges its address.
  public func i2cStart(isRead: Bool) -> Bool {
    if !isRead { state.expectsPointer = true }
    return isSupplied && state.isBooted
  }

  /// The register number, then values for it and those after it.
  public func i2cWrite(_ byte: UInt8) -> Bool {
    guard isSupplied, state.isBooted else { return false }
    if state.expectsPointer {
      state.pointer = byte
      state.expectsPointer = false
      return true
    }
    write(state.pointer, byte)
    state.pointer &+= 1
    return true
  }

  /// The register's value; the next read gives the one after it.
  public func i2cRead(acknowledged: Bool) -> UInt8 {
    guard isSupplied, state.isBooted else { return 0xFF }
    let register = state.pointer
    state.pointer &+= 1
    if register == Register.status && state.hasResult {
      state.hasResult = false
      update()
    }
    return register < 64 ? state.registers[Int(register)] : 0
  }

  /// Nothing to do.
  public func i2cStop() { state.expectsPointer = true }

  /// Writable are the application, 8 ... 11 (sample rate and the host's second), and the accelerometer's samples; an
  /// unknown application is not started.
  private func write(_ register: UInt8, _ value: UInt8) {
    switch register {
    case Register.applicationID where value <= Application.last: start(value)
    case 8...11, Register.accelerometerSamples, 21...26: state.registers[Int(register)] = value
    case Register.accelerometerIndex:
      state.registers[Int(register)] = value
      state.samplesFed = min(state.samplesFed + 1, 1_000)
    default: break
    }
  }

  private func start(_ application: UInt8) {
    guard state.registers[Int(Register.applicationID)] != application else { return }
    state.registers[Int(Register.applicationID)] = application
    state.secondsMeasured = 0
    state.samplesFed = 0
    state.hasResult = false
    if application == Application.heartRate {
      next.set(at: scheduler.now + Tick.perSecond)
    } else {
      next.cancel()
    }
    update()
  }

  // MARK: Snapshot

  /// The state.
  public func saveState() -> State {
    var saved = state
    saved.alarm = next.deadline
    return saved
  }

  /// Takes over a saved state.
  public func restoreState(_ saved: State) {
    state = saved
    if state.registers.count != 64 { state.registers = AS7000.resetRegisters }
    next.set(at: saved.alarm)
  }
}
