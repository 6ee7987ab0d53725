import Machine

/// The KX022-1020 accelerometer: I2C or SPI, sample buffer, wake-up, tap and tilt engines, two interrupt pins.
///
/// Facts: KX022-1020 data sheet rev. 4.0 and public drivers (curtpw/nRF5x-device-reverse-engineering). Samples are
/// taken from the motion source at their exact times, but only when somebody asks: an alarm is set for the next time at
/// which a routed interrupt can come, and for every sample of an engine only while its interrupt is routed to a pin
/// that is enabled.
///
/// Chosen where that is silent: a write that PC1 forbids is ignored, except for CNTL1, whose write with PC1 = 0 counts
/// as a whole; a software reset takes 2 ms, in which writes are lost; a change of BUF_M or BRES, and BUFE = 0, empty
/// the buffer; an interrupt source that is no longer enabled stays until it is released; self test moves each axis by
/// half a g; without a TRIG wire an engine's event is the buffer's trigger; low power costs the same whatever is
/// averaged. Not modelled: the internal filter (IIR_BYPASS and LPRO change the noise only), three-wire SPI, the
/// oscillator's tolerance.
public final class KX022: I2CTarget, SPITarget, Snapshotting {
  /// What decides the future.
  public struct State: Codable {
    /// Those below 0x40.
    var registers = KX022Register.reset
    var selfTest: UInt8 = 0
    var pointer: UInt8 = 0
    /// Whether the next byte of a transfer is the address.
    var expectsAddress = true
    /// Whether an SPI transfer reads.
    var isReading = false
    var isSelected = false
    /// COTC was written and COTR not read yet.
    var isCommandTest = false
    var isDataReady = false
    /// Wake-up, tap and tilt, as in INS2 with the tap in bit 2.
    var events: UInt8 = 0
    /// x, y and z in counts.
    var sample = SIMD3<Int16>()
    var buffer = KX022Buffer()
    var wakeUp = KX022WakeUp()
    var tap = KX022Tap()
    var tilt = KX022Tilt()
    /// The next samples of output and engines.
    var next = KX022Schedule()
    /// When it answers after power-on.
    var readyAt: Tick = 0
    /// When a software reset is done.
    var resetUntil: Tick = 0
    /// The ends of the pins' pulses.
    var pulse1: Tick = 0
    var pulse2: Tick = 0
    var alarm: Tick?
  }

  /// From power to the first answer.
  public static let powerUpTime: Tick = .milliseconds(10)
  static let resetTime: Tick = .milliseconds(2)
  static let pulseTime: Tick = .microseconds(50)

  /// What moves it. A new source takes over from now on.
  public var motion: any MotionSource {
    willSet { sync() }
  }
  /// A broken solder joint: it neither answers nor drives its pins, but goes on otherwise. Not part of the state.
  public var isSilent = false {
    didSet {
      isSelected = isChosen
      update()
    }
  }
  var state = State()
  var settings = KX022Settings(KX022Register.reset, selfTest: 0)
  let scheduler: Scheduler
  let net: PowerNet
  let load: Load<Mode>
  let noise: SeededNoise?
  /// The zero-g offset of this piece, in micro-g.
  let offset: SIMD3<Double>
  let interrupt1: LineDriver?
  let interrupt2: LineDriver?
  let trigger: Line?
  private let address: UInt8
  private let chipSelect: Line?
  var due: Alarm!

  /// Puts the chip on its wires. It answers to `address` (0x1E or 0x1F by its pin ADDR); with a chip select (active
  /// low) it is also an SPI target, while that is low. The interrupt outputs and TRIG may be left open. With a seed its
  /// samples carry the piece's offset and the sensor's noise; without, they are those of `motion` exactly.
  public init(
    _ name: String = "KX022", on emulation: Emulation, net: PowerNet, int1: Line? = nil, int2: Line? = nil,
    trigger: Line? = nil, chipSelect: Line? = nil, address: UInt8 = 0x1F, motion: any MotionSource,
    coefficients: Coefficients = .documented, seed: UInt64? = nil
  ) {
    self.motion = motion
    self.net = net
    self.address = address & 0x7F
    self.chipSelect = chipSelect
    self.trigger = trigger
    noise = seed.map { SeededNoise(seed: $0, stream: 0x022) }
    // Typical zero-g offset: 25 mg either way.
    offset = noise.map { noise in SIMD3(noise.signed(0), noise.signed(1), noise.signed(2)) * 25_000 } ?? .zero
    scheduler = emulation.scheduler
    interrupt1 = int1?.driver("\(name).INT1")
    interrupt2 = int2?.driver("\(name).INT2")
    load = Load(name, on: net, initial: .standby, currents: coefficients.currents, leaking: [.standby])
    due = emulation.alarm("\(name).sample") { [unowned self] _ in self.alarmFired() }
    chipSelect?.observe { [unowned self] _ in self.selectChanged() }
    trigger?.observe { [unowned self] in self.triggerChanged($0) }
    net.observePower { [unowned self] in self.powerChanged($0) }
    emulation.register(name, self)
    powerChanged(net.isPowered)
  }

  private var isReady: Bool { net.isPowered && !isSilent && scheduler.now >= state.readyAt }
  private var isChosen: Bool { chipSelect?.level == false && net.isPowered && !isSilent }

  // MARK: I2C

  /// Its address, once it is ready and while its chip select, if any, is high.
  public var i2cAddress: UInt8? { isReady && chipSelect?.level != false ? address : nil }

  /// Acknowledges its address.
  public func i2cStart(isRead: Bool) -> Bool {
    if !isRead { state.expectsAddress = true }
    return isReady
  }

  /// The register's address, then values for it and those after it.
  public func i2cWrite(_ byte: UInt8) -> Bool {
    guard isReady else { return false }
    if state.expectsAddress {
      state.pointer = byte & 0x7F
      state.expectsAddress = false
    } else {
      write(state.pointer, byte)
      advance()
    }
    return true
  }

  /// The register's value; the next read gives the one after it.
  public func i2cRead(acknowledged: Bool) -> UInt8 {
    guard isReady else { return 0xFF }
    defer { advance() }
    return read(state.pointer)
  }

  /// The next transfer begins with an address.
  public func i2cStop() { state.expectsAddress = true }

  /// BUF_READ stays where it is.
  private func advance() {
    if state.pointer != KX022Register.bufferRead { state.pointer = (state.pointer &+ 1) & 0x7F }
  }

  // MARK: SPI

  /// Selected and powered.
  public private(set) var isSelected = false

  /// The address with bit 7 for a read, then values of it and those after it.
  public func exchange(_ word: UInt32, bits: Int) -> UInt32 {
    exchangeBytes(word, bits: bits) { byte in
      guard isReady else { return 0xFF }
      if state.expectsAddress {
        state.pointer = byte & 0x7F
        state.isReading = byte & 0x80 != 0
        state.expectsAddress = false
        return 0
      }
      defer { advance() }
      if state.isReading { return read(state.pointer) }
      write(state.pointer, byte)
      return 0
    }
  }

  private func selectChanged() {
    state.expectsAddress = true
    isSelected = isChosen
  }

  // MARK: Power and reset

  private func powerChanged(_ isOn: Bool) {
    reset()
    state.readyAt = isOn ? scheduler.now.adding(KX022.powerUpTime) : 0
    state.resetUntil = 0
    isSelected = isChosen
    update()
  }

  /// Everything but the bus is as after power-on.
  func reset() {
    var fresh = State()
    (fresh.pointer, fresh.expectsAddress) = (state.pointer, state.expectsAddress)
    (fresh.isReading, fresh.readyAt) = (state.isReading, state.readyAt)
    state = fresh
    decode()
  }

  /// Takes the settings from the registers.
  func decode() { settings = KX022Settings(state.registers, selfTest: state.selfTest) }

  private func triggerChanged(_ isHigh: Bool) {
    guard isHigh, net.isPowered else { return }
    sync()
    triggerBuffer()
    update()
  }

  // MARK: Snapshot

  /// The state, the alarm's deadline included.
  public func saveState() -> State {
    var saved = state
    saved.isSelected = isSelected
    saved.alarm = due.deadline
    return saved
  }

  /// Takes over a saved state.
  public func restoreState(_ saved: State) {
    state = saved
    if state.registers.count != 64 { state.registers = KX022Register.reset }
    state.pointer &= 0x7F
    state.buffer.clamp()
    isSelected = saved.isSelected
    decode()
    // What is off takes no samples, whatever the file says.
    if settings.wakeUpRate == nil { state.next.wakeUp = nil }
    if settings.tapRate == nil { state.next.tap = nil }
    if settings.tiltRate == nil { state.next.tilt = nil }
    due.set(at: saved.alarm)
  }
}
