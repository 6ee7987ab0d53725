import Machine

/// The ADXL362 accelerometer: SPI, FIFO, activity and inactivity, wake-up mode, two interrupt pins.
///
/// Facts: Zephyr's `drivers/sensor/adi/adxl362`, data sheet rev. D (pdf.datasheet.live/323d0693). Samples are taken from
/// the motion source at their exact times, but only when somebody asks: an alarm is set for the next time a mapped
/// interrupt bit can change, and for every sample only while detection needs each.
///
/// Not modelled: EXT_SAMPLE and EXT_CLK (the internal clock goes on), the analogue bandwidth (HALF_BW is storage), ERR_USER_REGS,
/// and the oscillator's tolerance.
public final class ADXL362: SPITarget, Snapshotting {
  /// What decides the future.
  public struct State: Codable {
    /// Where a transfer stands since chip select.
    enum Phase: Codable, Equatable {
      case command, readAddress, writeAddress, ignore
      case read(UInt8)
      case write(UInt8)
      /// The high byte of the sample whose low byte was shifted out, if any.
      case fifo(UInt8?)
    }
    var configuration = ADXL362Register.resetConfiguration
    var phase = Phase.command
    var fifo = ADXL362FIFO.Contents()
    var detector = ADXL362Detector()
    var isDataReady = false
    /// The latest x, y, z and temperature in LSB.
    var x: Int16 = 0
    var y: Int16 = 0
    var z: Int16 = 0
    var temperature: Int16 = 0
    var isSelected = false
    /// When the next sample is taken; `nil` in standby.
    var nextSample: Tick?
    var alarm: Tick?
  }

  /// What moves it. A new source takes over from now on.
  public var motion: any MotionSource {
    willSet { sync() }
  }
  /// A broken solder joint: it neither answers nor drives its pins, but goes on otherwise. Not part of the state.
  public var isSilent = false {
    didSet {
      isSelected = !chipSelect.level && net.isPowered && !isSilent
      if isSilent { (interrupt1.value, interrupt2.value) = (nil, nil) }
      update()
    }
  }
  let ambient: Ambient
  let fifo = ADXL362FIFO()
  var state = State()
  let scheduler: Scheduler
  let load: Load<Mode>
  private let coefficients: Coefficients
  private let noise: SeededNoise?
  private let net: PowerNet
  private let chipSelect: Line
  private let interrupt1: LineDriver
  private let interrupt2: LineDriver
  var due: Alarm!
  /// What the load was last told; `nil` after a snapshot.
  private var lastDraw: Draw?

  /// What the current depends on.
  private struct Draw: Equatable {
    var mode: Mode
    var noise: UInt8
  }

  /// Puts the chip on its wires: chip select (active low) and the two interrupt outputs. With `noiseSeed` its samples
  /// carry the sensor's own noise; without, they are those of `motion` exactly.
  public init(
    _ name: String = "ADXL362", on emulation: Emulation, net: PowerNet, chipSelect: Line, int1: Line, int2: Line,
    motion: any MotionSource, ambient: Ambient, coefficients: Coefficients, noiseSeed: UInt64? = nil
  ) {
    self.motion = motion
    self.ambient = ambient
    self.net = net
    self.chipSelect = chipSelect
    self.coefficients = coefficients
    noise = noiseSeed.map { SeededNoise(seed: $0, stream: 0x362) }
    scheduler = emulation.scheduler
    interrupt1 = int1.driver("\(name).INT1")
    interrupt2 = int2.driver("\(name).INT2")
    load = Load(name, on: net, initial: .standby, currents: coefficients.currents, leaking: [.standby])
    due = emulation.alarm("\(name).sample") { [unowned self] _ in self.sync() }
    chipSelect.observe { [unowned self] level in self.selectChanged(level) }
    net.observePower { [unowned self] isOn in self.powerChanged(isOn) }
    emulation.register(name, self)
    isSelected = !chipSelect.level && net.isPowered
    update()
  }

  /// Selected and powered.
  public private(set) var isSelected = false

  /// A word on the bus, byte by byte; a byte's answer depends on the bytes before it only.
  public func exchange(_ word: UInt32, bits: Int) -> UInt32 {
    if bits == 8 { return UInt32(exchange(UInt8(truncatingIfNeeded: word))) }
    if bits >= 16, state.phase == .fifo(nil) { return samples(bits / 16) }
    return exchangeBytes(word, bits: bits) { exchange($0) }
  }

  private func exchange(_ byte: UInt8) -> UInt8 {
    switch state.phase {
    case .command:
      switch byte {
      case 0x0A: state.phase = .writeAddress
      case 0x0B: state.phase = .readAddress
      case 0x0D: state.phase = .fifo(nil)
      default: state.phase = .ignore
      }
    case .readAddress: state.phase = .read(byte & 0x3F)
    case .writeAddress: state.phase = .write(byte & 0x3F)
    case .read(let address):
      state.phase = .read((address + 1) & 0x3F)
      return read(address)
    case .write(let address):
      state.phase = .write((address + 1) & 0x3F)
      write(address, byte)
    case .fifo(let high?):
      state.phase = .fifo(nil)
      return high
    case .fifo(nil):
      let sample = popSample()
      state.phase = .fifo(UInt8(sample >> 8))
      return UInt8(truncatingIfNeeded: sample)
    case .ignore: break
    }
    return 0
  }

  /// The next one or two samples, each with its low byte first, as byte by byte.
  private func samples(_ count: Int) -> UInt32 {
    var answer: UInt32 = 0
    for _ in 0..<count { answer = answer << 16 | UInt32(popSample().byteSwapped) }
    return answer
  }

  /// Pins follow at once where a bit of STATUS changes; the alarm's prediction follows when chip select rises, because
  /// one that comes too early does no harm.
  private func popSample() -> UInt16 {
    sync()
    let hadOverrun = fifo.hasOverrun
    let sample = fifo.pop()
    let left = fifo.count
    if hadOverrun || left == 0 || left + 1 == watermark { update() }
    return sample
  }

  private func selectChanged(_ isHigh: Bool) {
    state.phase = .command
    isSelected = !isHigh && net.isPowered && !isSilent
    if isHigh { update() }
  }

  // MARK: Registers

  private func read(_ address: UInt8) -> UInt8 {
    sync()
    switch address {
    case ADXL362Register.deviceADI: return 0xAD
    case ADXL362Register.deviceMEMS: return 0x1D
    case ADXL362Register.partID: return 0xF2
    case ADXL362Register.revision: return 0x01
    case ADXL362Register.x8...ADXL362Register.z8:
      return UInt8(truncatingIfNeeded: dataRead(Int(address - ADXL362Register.x8)) >> 4)
    case ADXL362Register.status:
      let status = status
      state.detector.acknowledge()
      update()
      return status
    case ADXL362Register.entriesLow: return UInt8(truncatingIfNeeded: fifo.count)
    case ADXL362Register.entriesHigh: return UInt8(truncatingIfNeeded: fifo.count >> 8)
    case ADXL362Register.xLow...ADXL362Register.temperatureHigh:
      let place = Int(address - ADXL362Register.xLow)
      let value = dataRead(place / 2)
      return UInt8(truncatingIfNeeded: place % 2 == 0 ? value : value >> 8)
    case 0x20...0x2E: return self[address]
    default: return 0
    }
  }

  /// Reading any data register clears DATA_RDY.
  private func dataRead(_ axis: Int) -> Int16 {
    if state.isDataReady {
      state.isDataReady = false
      update()
    }
    switch axis {
    case 0: return state.x
    case 1: return state.y
    case 2: return state.z
    default: return state.temperature
    }
  }

  private func write(_ address: UInt8, _ value: UInt8) {
    sync()
    if address == ADXL362Register.softReset {
      if value == 0x52 { reset() }
      return
    }
    let place = Int(address) - ADXL362Register.firstConfiguration
    guard place >= 0, place < 15 else { return }
    let old = state.configuration[place]
    let masked = value & ADXL362Register.configurationMasks[place]
    state.configuration[place] = masked
    switch address {
    case ADXL362Register.powerControl: powerControlWritten(old: old)
    case ADXL362Register.filterControl where (old ^ masked) & 0x07 != 0 && !isSlow && isMeasuring:
      state.nextSample = scheduler.now + samplePeriod
    case ADXL362Register.fifoControl where masked & 3 == 0 || (masked ^ old) & 7 != 0: fifo.clear()
    case ADXL362Register.activityControl where old != masked: state.detector.restart()
    default: break
    }
    update()
  }

  /// The first sample is valid four sample periods after measurement begins (data sheet, turn-on time 4/ODR). Standby
  /// keeps data, FIFO and pending interrupts.
  private func powerControlWritten(old: UInt8) {
    let wasMeasuring = old & 3 == 2
    if isMeasuring && !wasMeasuring {
      state.detector.restart()
      state.nextSample = scheduler.now + 4 * ADXL362.period(self[ADXL362Register.filterControl])
    } else if !isMeasuring {
      state.nextSample = nil
    } else if (old ^ self[ADXL362Register.powerControl]) & 0x0C != 0 {
      state.nextSample = scheduler.now + samplePeriod
    }
  }

  private func reset() {
    state.configuration = ADXL362Register.resetConfiguration
    fifo.clear()
    state.detector = ADXL362Detector()
    state.isDataReady = false
    state.nextSample = nil
    (state.x, state.y, state.z, state.temperature) = (0, 0, 0, 0)
    update()
  }

  private func powerChanged(_ isOn: Bool) {
    state.phase = .ignore
    isSelected = isOn && !chipSelect.level && !isSilent
    reset()
    if !isOn { (interrupt1.value, interrupt2.value) = (nil, nil) }
  }

  // MARK: Outputs

  /// STATUS as software reads it.
  var status: UInt8 {
    typealias Status = ADXL362Register.Status
    var value: UInt8 = 0
    if state.isDataReady { value |= Status.dataReady }
    if fifo.count > 0 { value |= Status.fifoReady }
    if fifoMode != .off && fifo.count >= watermark { value |= Status.watermark }
    if fifo.hasOverrun { value |= Status.overrun }
    if state.detector.activity { value |= Status.activity }
    if state.detector.inactivity { value |= Status.inactivity }
    if state.detector.isAwake { value |= Status.awake }
    return value
  }

  /// Brings pins, current and alarm into line with the state.
  func update() {
    let status = status
    let map1 = self[ADXL362Register.interruptMap1]
    let map2 = self[ADXL362Register.interruptMap2]
    let wanted = nextInterest(mapped: (map1 | map2) & 0x7F, status: status)
    if wanted != due.deadline { due.set(at: wanted) }
    if net.isPowered && !isSilent {
      interrupt1.value = (status & map1 & 0x7F != 0) != (map1 & 0x80 != 0)
      interrupt2.value = (status & map2 & 0x7F != 0) != (map2 & 0x80 != 0)
    }
    let draw = Draw(mode: loadMode, noise: self[ADXL362Register.powerControl] >> 4 & 3)
    if draw != lastDraw {
      lastDraw = draw
      load.enter(draw.mode, drawing: coefficients.current(draw.mode, noiseMode: draw.noise))
    }
  }

  /// The sensor's own noise in LSB of 2 g, of `ADXL362Sampling.noiseScale`: normal about 3 mg rms at 50 Hz bandwidth.
  func sensorNoise(at time: Tick, scale: Double) -> SIMD3<Double> {
    guard let noise else { return .zero }
    let bits = noise.bits(time)
    func part(_ shift: UInt64) -> Double {
      // The sum of two uniform numbers: close enough to a normal distribution, and cheap.
      let value = bits >> shift
      return (Double(value & 0x3FF) + Double(value >> 10 & 0x3FF)) / 1023 - 1
    }
    return SIMD3(part(0), part(20), part(40)) * scale * 1.7
  }

  // MARK: Snapshot

  /// The state, the alarm's deadline included.
  public func saveState() -> State {
    var saved = state
    saved.fifo = fifo.contents
    saved.isSelected = isSelected
    saved.alarm = due.deadline
    return saved
  }

  /// Takes over a saved state.
  public func restoreState(_ saved: State) {
    state = saved
    state.fifo = ADXL362FIFO.Contents()
    fifo.contents = saved.fifo
    isSelected = saved.isSelected
    lastDraw = nil
    due.set(at: saved.alarm)
  }
}
