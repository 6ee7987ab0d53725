import Machine

/// The MAG3110 magnetometer of the first micro:bit, as far as its software goes: samples at its rates of a field that
/// stays, a data-ready interrupt, the die's temperature.
///
/// Facts: lancaster-university/microbit-dal (`MAG3110.cpp`, registers), MAG3110 data sheet (from memory: rates, 0.1 uT
/// a count, currents). Chosen: the first sample comes one period after AC; a single measurement (TM) takes one period;
/// a reset of the sensor takes no time.
public final class MAG3110: I2CTarget, Snapshotting {
  /// What it does, by the data rate's code; each halves the conversions of the one before.
  public enum Mode: String, LoadState {
    /// Not measuring.
    case standby
    /// DR 0.
    case rate0 = "all the time"
    /// DR 1.
    case rate1 = "1/2"
    /// DR 2.
    case rate2 = "1/4"
    /// DR 3.
    case rate3 = "1/8"
    /// DR 4.
    case rate4 = "1/16"
    /// DR 5.
    case rate5 = "1/32"
    /// DR 6.
    case rate6 = "1/64"
    /// DR 7.
    case rate7 = "1/128"
  }

  /// Its currents, in microamperes.
  public struct Coefficients: CoefficientSet {
    /// Standby.
    public var standby: Coefficient
    /// Measuring all the time, DR 0.
    public var full: Coefficient
    /// DR 1; each further code halves it.
    public var half: Coefficient

    /// All coefficients are required.
    public init(standby: Coefficient, full: Coefficient, half: Coefficient) {
      self.standby = standby
      self.full = full
      self.half = half
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.standby, \.full, \.half] }

    var currents: [Mode: CurrentBand] {
      var currents: [Mode: CurrentBand] = [.standby: standby.current, .rate0: full.current]
      for (halvings, mode) in Mode.allCases.dropFirst(2).enumerated() {
        currents[mode] = half.current.scaled(by: 1, over: 1 << Int64(halvings))
      }
      return currents
    }

    /// The data sheet's, from memory.
    public static let documented: Coefficients = {
      let source = Coefficient.Source.estimate("MAG3110 data sheet, table of rates, from memory")
      return Coefficients(
        standby: Coefficient("MAG3110.standby", 1, 2, 4, .microamperes, condition: "2.4 V", source: source),
        full: Coefficient("MAG3110.full", 650, 900, 1_200, .microamperes, condition: "2.4 V, DR 0", source: source),
        half: Coefficient(
          "MAG3110.half", 380, 550, 750, .microamperes, condition: "2.4 V, DR 1; half for each further code",
          source: source))
    }()
  }

  /// What decides the future.
  public struct State: Codable {
    var registers = [UInt8](repeating: 0, count: 0x12)
    var pointer: UInt8 = 0
    var expectsPointer = true
    /// DR_STATUS.
    var status: UInt8 = 0
    var next: Tick?
    var alarm: Tick?
  }

  /// The field in counts of 0.1 uT, along x, y and z. Not part of the state.
  public let field: SIMD3<Int16>
  /// A broken solder joint: it neither answers nor drives its pin. Not part of the state.
  public var isSilent = false {
    didSet { update() }
  }
  private var state = State()
  private let net: PowerNet
  private let scheduler: Scheduler
  private let load: Load<Mode>
  private let interrupt: LineDriver?
  private let ambient: Ambient?
  private var due: Alarm!

  /// Puts the chip on its wires, at I2C address 0x0E; the interrupt (active high) may be left open. The field is that
  /// of middle Europe, with x to the north and z up, unless told otherwise.
  public init(
    _ name: String = "MAG3110", on emulation: Emulation, net: PowerNet, int1: Line? = nil,
    field: SIMD3<Int16> = SIMD3(200, 0, -440), ambient: Ambient? = nil, coefficients: Coefficients = .documented
  ) {
    self.field = field
    self.net = net
    self.ambient = ambient
    scheduler = emulation.scheduler
    interrupt = int1?.driver("\(name).INT1")
    load = Load(name, on: net, initial: .standby, currents: coefficients.currents, leaking: [.standby])
    due = emulation.alarm("\(name).sample") { [unowned self] _ in self.sync() }
    net.observePower { [unowned self] _ in
      self.state = State()
      self.update()
    }
    emulation.register(name, self)
    update()
  }

  private var isReady: Bool { net.isPowered && !isSilent }
  private var control: UInt8 { state.registers[0x10] }
  private var isActive: Bool { control & 1 != 0 }
  /// 80 Hz, halved for each code of the rate and of the oversampling.
  private var period: Tick { 19_200_000 << Tick((control >> 5) + (control >> 3 & 3)) }

  // MARK: I2C

  /// 0x0E while it has power.
  public var i2cAddress: UInt8? { isReady ? 0x0E : nil }

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

  /// The register's value; the next read gives the one after it.
  public func i2cRead(acknowledged: Bool) -> UInt8 {
    guard isReady else { return 0xFF }
    sync()
    defer { state.pointer &+= 1 }
    return read(state.pointer)
  }

  /// The next transfer begins with an address.
  public func i2cStop() { state.expectsPointer = true }

  private func read(_ address: UInt8) -> UInt8 {
    switch address {
    case 0x00: return state.status
    case 0x01...0x06:
      let axis = Int(address - 1) / 2
      state.status &= ~(0x11 << UInt8(axis))
      if state.status & 0x07 == 0 { state.status = 0 }
      update()
      return half(UInt16(bitPattern: reading(axis)), address)
    case 0x07: return 0xC4
    case 0x08: return isActive ? 1 : 0
    case 0x0F: return UInt8(bitPattern: Int8(clamping: (ambient?.milliCelsius ?? 25_000) / 1_000))
    case 0x11: return state.registers[0x11] & 0x20
    default: return address < 0x12 ? state.registers[Int(address)] : 0
    }
  }

  /// High byte first.
  private func half(_ value: UInt16, _ address: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: address % 2 == 1 ? value >> 8 : value)
  }

  /// The field less the offset registers, unless RAW asks for it as it is.
  private func reading(_ axis: Int) -> Int16 {
    guard state.registers[0x11] & 0x20 == 0 else { return field[axis] }
    let place = 0x09 + 2 * axis
    let offset = Int16(bitPattern: UInt16(state.registers[place]) << 8 | UInt16(state.registers[place + 1])) >> 1
    return Int16(clamping: Int(field[axis]) - Int(offset))
  }

  private func write(_ address: UInt8, _ value: UInt8) {
    sync()
    guard (0x09...0x0E).contains(address) || address == 0x10 || address == 0x11 else { return }
    state.registers[Int(address)] = value
    if address == 0x10 { state.next = value & 3 != 0 ? scheduler.now.adding(period) : nil }
    update()
  }

  // MARK: Samples

  private func sync() {
    guard let first = state.next, first <= scheduler.now else { return }
    let passed = isActive ? (scheduler.now - first) / period : 0
    if passed > 0 || state.status & 0x08 != 0 { state.status = 0xFF } else { state.status |= 0x0F }
    if isActive {
      state.next = (first + passed * period).adding(period)
    } else {
      // TM clears itself.
      state.registers[0x10] &= ~2
      state.next = nil
    }
    update()
  }

  private func update() {
    let isOn = state.status & 0x08 != 0
    interrupt?.value = isReady ? isOn : nil
    load.enter(state.next == nil ? .standby : Mode.allCases[1 + Int(control >> 5)])
    // A single measurement ends, and with it its current.
    let wanted = !isActive || interrupt != nil && !isOn ? state.next : nil
    if wanted != due.deadline { due.set(at: wanted) }
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
    if state.registers.count != 0x12 { state.registers = State().registers }
    due.set(at: saved.alarm)
  }
}
