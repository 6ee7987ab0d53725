import Machine

/// The MMA8653FC accelerometer of the first micro:bit, as far as its software goes: samples of 10 or 8 bits, rates,
/// ranges, offsets, data-ready interrupt, self test.
///
/// Facts: lancaster-university/microbit-dal (`MMA8653.cpp`, registers and rates), MMA8653FC data sheet (from memory:
/// first sample 1 ms and two periods after ACTIVE, overrun bits, order of addresses). Chosen: settings change in
/// standby only; a reset is done at once; the self test adds half a g to each axis. Not modelled: orientation, free
/// fall and motion, sleep; their registers are storage.
public final class MMA8653: I2CTarget, Snapshotting {
  /// What decides the future.
  public struct State: Codable {
    var registers = [UInt8](repeating: 0, count: 0x32)
    var pointer: UInt8 = 0
    var expectsPointer = true
    /// STATUS.
    var status: UInt8 = 0
    /// x, y and z, 10 bits to the left of a word.
    var sample = SIMD3<Int16>()
    var next: Tick?
    var readyAt: Tick = 0
    var alarm: Tick?
  }

  /// From power to the first answer (from memory of the data sheet).
  public static let powerUpTime: Tick = .milliseconds(1)
  private enum Register {
    static let whoAmI: UInt8 = 0x0D
    static let range: UInt8 = 0x0E
    static let control1: UInt8 = 0x2A
    static let control2: UInt8 = 0x2B
    static let control3: UInt8 = 0x2C
    static let control4: UInt8 = 0x2D
    static let control5: UInt8 = 0x2E
    static let offset: UInt8 = 0x2F
  }

  /// What moves it. A new source takes over from now on.
  public var motion: any MotionSource {
    willSet { sync() }
  }
  /// A broken solder joint: it neither answers nor drives its pins. Not part of the state.
  public var isSilent = false {
    didSet { update() }
  }
  private var state = State()
  private let net: PowerNet
  private let scheduler: Scheduler
  private let load: Load<Mode>
  private let noise: SeededNoise?
  private let interrupt1: LineDriver?
  private let interrupt2: LineDriver?
  private var due: Alarm!

  /// Puts the chip on its wires, at I2C address 0x1D; the interrupt outputs may be left open. With a seed its samples
  /// carry noise; without, they are those of `motion` exactly.
  public init(
    _ name: String = "MMA8653", on emulation: Emulation, net: PowerNet, int1: Line? = nil, int2: Line? = nil,
    motion: any MotionSource, coefficients: Coefficients = .documented, seed: UInt64? = nil
  ) {
    self.motion = motion
    self.net = net
    noise = seed.map { SeededNoise(seed: $0, stream: 0x8653) }
    scheduler = emulation.scheduler
    interrupt1 = int1?.driver("\(name).INT1")
    interrupt2 = int2?.driver("\(name).INT2")
    load = Load(name, on: net, initial: .standby, currents: coefficients.currents, leaking: [.standby])
    due = emulation.alarm("\(name).sample") { [unowned self] _ in self.sync() }
    net.observePower { [unowned self] in self.powerChanged($0) }
    emulation.register(name, self)
    powerChanged(net.isPowered)
  }

  private var isReady: Bool { net.isPowered && !isSilent && scheduler.now >= state.readyAt }

  private func powerChanged(_ isOn: Bool) {
    state = State()
    if isOn { state.readyAt = scheduler.now.adding(MMA8653.powerUpTime) }
    update()
  }

  private subscript(register: UInt8) -> UInt8 { state.registers[min(Int(register), 0x31)] }
  private var isActive: Bool { self[Register.control1] & 1 != 0 }
  /// DR: 800 Hz, halved to 50 Hz, then 12.5, 6.25 and 1.5625 Hz.
  private var rate: Int { Int(self[Register.control1] >> 3 & 7) }
  private var period: Tick { .microseconds([1_250, 2_500, 5_000, 10_000, 20_000, 80_000, 160_000, 640_000][rate]) }

  // MARK: I2C

  /// 0x1D once it is ready.
  public var i2cAddress: UInt8? { isReady ? 0x1D : nil }

  /// Acknowledges its address.
  public func i2cStart(isRead: Bool) -> Bool {
    if !isRead { state.expectsPointer = true }
    return isReady
  }

  /// The register's address, then values for it and those after it.
  public func i2cWrite(_ byte: UInt8) -> Bool {
    guard isReady else { return false }
    if state.expectsPointer {
      state.pointer = byte
      state.expectsPointer = false
    } else {
      write(state.pointer, byte)
      state.pointer &+= 1
    }
    return true
  }

  /// The register's value; the next read gives the one after it. With F_READ the lower bytes of samples are left out.
  public func i2cRead(acknowledged: Bool) -> UInt8 {
    guard isReady else { return 0xFF }
    sync()
    let address = state.pointer
    let isFast = self[Register.control1] & 2 != 0
    state.pointer =
      switch address {
      case 0x01...0x05 where isFast: address >= 5 ? 0 : address + 2
      case 0x06: 0
      default: address &+ 1
      }
    return read(address)
  }

  /// The next transfer begins with an address.
  public func i2cStop() { state.expectsPointer = true }

  private func read(_ address: UInt8) -> UInt8 {
    switch address {
    case 0x00: return state.status
    case 0x01...0x06:
      let axis = Int(address - 1) / 2
      let value = UInt16(bitPattern: state.sample[axis])
      // Reading an axis clears its bits, and those of all once none is left.
      state.status &= ~(0x11 << UInt8(axis))
      if state.status & 0x07 == 0 { state.status = 0 }
      update()
      return UInt8(truncatingIfNeeded: address % 2 == 1 ? value >> 8 : value)
    case 0x0B: return isActive ? 1 : 0
    case 0x0C: return isInterrupting ? 1 : 0
    case Register.whoAmI: return 0x5A
    default: return address < 0x32 ? self[address] : 0
    }
  }

  private func write(_ address: UInt8, _ value: UInt8) {
    sync()
    if address == Register.control2 && value & 0x40 != 0 {
      let (pointer, readyAt) = (state.pointer, state.readyAt)
      state = State()
      (state.pointer, state.readyAt, state.expectsPointer) = (pointer, readyAt, false)
    } else if address == Register.control1 {
      let wasActive = isActive
      if !wasActive || value & 1 == 0 { state.registers[Int(address)] = value }
      if !isActive {
        state.next = nil
      } else if !wasActive {
        state.next = scheduler.now.adding(2 * period + .milliseconds(1))
      }
    } else if (0x0E...0x31).contains(address) && !isActive {
      state.registers[Int(address)] = value
    }
    update()
  }

  // MARK: Samples

  /// Takes the samples that are due; all but the last only say that there were some.
  private func sync() {
    guard let first = state.next, first <= scheduler.now else { return }
    let passed = (scheduler.now - first) / period
    if passed > 0 || state.status & 0x08 != 0 { state.status = 0xFF } else { state.status |= 0x0F }
    measure(at: first + passed * period)
    state.next = (first + passed * period).adding(period)
    update()
  }

  private func measure(at time: Tick) {
    let felt = motion.acceleration(at: time)
    let bits = noise?.bits(time) ?? 0
    // 256, 128 or 64 counts a g; the reserved range is as 8 g.
    let countsPerG = 256 >> min(Int(self[Register.range] & 3), 2)
    let test = self[Register.control2] & 0x80 != 0 ? 500_000 : 0
    func counts(_ microG: Int, _ axis: UInt8) -> Int16 {
      // About 2 mg of noise in each, and an offset of 1.96 mg a step.
      let grain = noise == nil ? 0 : (Int(bits >> (20 * UInt64(axis)) & 0xFFF) - 2_048) * 2
      let offset = Int(Int8(bitPattern: self[Register.offset + axis])) * 1_960
      let scaled = (microG + test + grain + offset) * countsPerG
      let rounded = (scaled + (scaled < 0 ? -500_000 : 500_000)) / 1_000_000
      return Int16(min(max(rounded, -512), 511) * 64)
    }
    state.sample = SIMD3(counts(felt.x, 0), counts(felt.y, 1), counts(felt.z, 2))
  }

  // MARK: Outputs

  /// INT_SOURCE.SRC_DRDY.
  private var isInterrupting: Bool { state.status & 0x08 != 0 && self[Register.control4] & 1 != 0 }

  private func update() {
    let isOn = isInterrupting
    let isRoutedTo1 = self[Register.control5] & 1 != 0
    drive(interrupt1, isOn && isRoutedTo1)
    drive(interrupt2, isOn && !isRoutedTo1)
    load.enter(mode)
    // Data that waits already interrupts no more.
    let wanted = self[Register.control4] & 1 != 0 && !isOn ? state.next : nil
    if wanted != due.deadline { due.set(at: wanted) }
  }

  /// IPOL 1: active high; PP_OD 1: open drain.
  private func drive(_ pin: LineDriver?, _ isOn: Bool) {
    let control = self[Register.control3]
    let level = isOn == (control & 2 != 0)
    let isReleased = !net.isPowered || isSilent || control & 1 != 0 && !isOn
    pin?.value = isReleased ? nil : level
  }

  /// By MODS: normal, low noise and low power, high resolution, low power.
  private var mode: Mode {
    guard isActive else { return .standby }
    let normal: [Mode] = [.full, .full, .half, .quarter, .eighth, .eighth, .eighth, .eighth]
    let low: [Mode] = [.full, .half, .quarter, .eighth, .slow, .least, .least, .least]
    switch self[Register.control2] & 3 {
    case 0: return normal[rate]
    case 1: return rate < 5 ? normal[rate] : .least
    case 2: return .full
    default: return low[rate]
    }
  }

  // MARK: Snapshot

  /// The state, the alarm's deadline included.
  public func saveState() -> State {
    var saved = state
    saved.alarm = due.deadline
    return saved
  }

  /// Takes over a saved state.
  public func restoreState(_ saved: State) {
    state = saved
    if state.registers.count != 0x32 { state.registers = State().registers }
    due.set(at: saved.alarm)
  }
}
