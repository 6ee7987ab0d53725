import Machine

/// GPIO: the ports' data registers and the pads' modes.
///
/// Sources: the public register list. A port's data register drives its outputs when written and reads the lines'
/// levels; the set and reset registers change its bits and read 0. The block lies in the system domain: after sleep its
/// registers hold reset values, while the latched pads keep their state. GPIO_CLK_SEL leads a clock to the pads with the
/// function CLOCK: XTAL32K, RC32K or RCX as a square wave; XTAL16M and DIVN (codes 3 and 4) are too fast for a trace:
/// their pad stays low, and the report says so.
public final class GPIO: SoCBlock {
  static let pupd = Field("PUPD", 9, 8)
  static let pid = Field("PID", 5, 0)
  static let ppod = Field("PPOD", 10)

  /// Of each port: those of port 2 have five bits.
  static let data = RegisterArray(Register("P%s_DATA_REG", at: 0x00, [Field("P%s_DATA", 7, 0)]), count: 5, every: 2)
  static let setting = RegisterArray(
    Register("P%s_SET_DATA_REG", at: 0x0A, [Field("P%s_SET", 7, 0)]), count: 5, every: 2)
  static let clearing = RegisterArray(
    Register("P%s_RESET_DATA_REG", at: 0x14, [Field("P%s_RESET", 7, 0)]), count: 5, every: 2)
  /// Of each pad, eight a port; port 2 has five.
  static let modes = RegisterArray(Register("P%s_MODE_REG", at: 0x1E, [ppod, pupd, pid]), count: 40, every: 2)

  static let block = RegisterBlock(
    "GPIO", at: 0x5000_3000, size: 0x100, "ports and pads",
    ports + padSupplies + Pin.all.map(mode) + [clockSelection])
  static let clockSelection = Register(
    "GPIO_CLK_SEL", at: 0xD0, [Field("FUNC_CLOCK_SEL", 2, 0)])

  private static var ports: [Register] {
    Pin.counts.indices.flatMap { port in
      let high = Pin.counts[port] - 1
      // The register list has the set and reset registers of ports 3 and 4 as write-only, the others as read-write.
      let access: Field.Access = port < 3 ? .readWrite : .writeOnly
      return [
        Register("P\(port)_DATA_REG", at: data.offset(of: port), [Field("P\(port)_DATA", high, 0)]),
        Register("P\(port)_SET_DATA_REG", at: setting.offset(of: port), [Field("P\(port)_SET", high, 0, access)]),
        Register("P\(port)_RESET_DATA_REG", at: clearing.offset(of: port), [Field("P\(port)_RESET", high, 0, access)]),
      ]
    }
  }

  private static var padSupplies: [Register] {
    Pin.counts.indices.map { port in
      .inert(
        "P\(port)_PADPWR_CTRL_REG", at: 0xC0 + UInt32(2 * port),
        because: "whether a high output stands at 3.3 or 1.8 V: lines have levels here, no voltages",
        [Field("P\(port)_OUT_CTRL", Pin.counts[port] - 1, port == 0 ? 6 : 0)])
    }
  }

  /// P0_5, P1_5 and P1_6 reset to inputs with a pull-up, all others to inputs with a pull-down.
  private static func mode(of pin: Pin) -> Register {
    let pullsUp = [Pin(0, 5), Pin(1, 5), Pin(1, 6)].contains(pin)
    return modes.first.instance(
      "\(pin.port)\(pin.bit)", movedBy: 2 * UInt32(place(of: pin)), reset: pullsUp ? 0x100 : 0x200)
  }

  private static func place(of pin: Pin) -> Int { 8 * pin.port + pin.bit }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  private let fabric: Fabric
  private let pads: Pads
  /// The next edge of the clock on a pad.
  private var clockEdge: Alarm!
  private var isClockRouted = false

  /// GPIO after power-on, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    pads = fabric.pads
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    clockEdge = fabric.emulation.alarm("GPIO.clock") { [unowned self] time in self.driveClock(at: time) }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in self.clockChanged() }
    pads.onRoutingChange { [unowned self] in
      self.isClockRouted = self.pads.isRouted(.clock)
      self.clockChanged()
    }
    reset()
  }

  /// Accesses alone change it; what moves the pads otherwise asks it for nothing.
  public var isResetTimeless: Bool { true }

  /// All pads are inputs, as far as their latches let them.
  public func reset() {
    bank.reset()
    for pin in Pin.all { apply(pin) }
    clockChanged()
  }

  // MARK: The clock output

  private func clockChanged() {
    guard isClockRouted else { return clockEdge.cancel() }
    let code = bank[Self.clockSelection]
    if code == 3 || code == 4 {
      fabric.emulation.journal.note(bank.base &+ Self.clockSelection.offset, "GPIO.fast_clock_output", isWrite: true)
    }
    driveClock(at: fabric.now)
  }

  /// High in the first half of each cycle.
  private func driveClock(at time: Tick) {
    guard let rate = fabric.clocks.slowOutput(bank[Self.clockSelection]) else {
      clockEdge.cancel()
      return pads.drive(.clock, false)
    }
    let cycle = rate.edges(in: time)
    let (begun, next) = (rate.time(ofEdge: cycle), rate.time(ofEdge: cycle &+ 1))
    let middle = begun + (next - begun) / 2
    pads.drive(.clock, time < middle)
    clockEdge.set(at: time < middle ? middle : next)
  }

  // MARK: Ports

  private func apply(_ pin: Pin) {
    let mode = bank[Self.modes, Self.place(of: pin)]
    pads.setMode(
      PadMode(
        direction: Self.pupd.get(mode), function: Self.pid.get(mode), isOpenDrain: Self.ppod.get(mode) != 0,
        data: bank[Self.data, pin.port] >> UInt32(pin.bit) & 1 != 0), of: pin)
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.data:
      let port = Self.data.index(of: offset)
      return (0..<Pin.counts[port]).reduce(0) { $0 | (pads[Pin(port, $1)].level ? 1 << UInt32($1) : 0) }
    case Self.setting, Self.clearing: return 0
    default: return bank[offset]
    }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.data: applyPort(Self.data.index(of: offset), changed: bank[offset] ^ old)
    case Self.setting: setBits(value, clearing: 0, port: Self.setting.index(of: offset))
    case Self.clearing: setBits(0, clearing: value, port: Self.clearing.index(of: offset))
    case Self.modes:
      let place = Self.modes.index(of: offset)
      apply(Pin(place / 8, place % 8))
    case Self.clockSelection: clockChanged()
    default: break
    }
  }

  private func setBits(_ setting: UInt32, clearing: UInt32, port: Int) {
    let old = bank[Self.data, port]
    bank[Self.data, port] = (old | setting) & ~clearing
    applyPort(port, changed: bank[Self.data, port] ^ old)
  }

  private func applyPort(_ port: Int, changed: UInt32) {
    for bit in 0..<Pin.counts[port] where changed >> UInt32(bit) & 1 != 0 { apply(Pin(port, bit)) }
  }

  /// The state of GPIO.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var clockEdge: Tick?
  }

  /// The registers' values, and the clock output's next edge.
  public func saveState() -> State { State(registers: bank.named, clockEdge: clockEdge.deadline) }

  /// Takes over a saved state; the pads restore theirs by themselves.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    isClockRouted = pads.isRouted(.clock)
    clockEdge.set(at: state.clockEdge)
  }
}
