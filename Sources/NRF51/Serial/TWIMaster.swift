import Blocks
import Machine

/// TWI0 and TWI1: an I2C master without DMA.
///
/// Sources: the vendor's public register list (FREQUENCY's values: a period of SCL is 2^32 / FREQUENCY cycles of 16 MHz);
/// public drivers (TXD may be written before STARTTX; a start without a stop before it is a repeated one; while reading,
/// BB_SUSPEND holds the bus after each byte until RESUME, and BB_STOP ends with the byte under way). Chosen: a start and a
/// stop take one period each, the address and a byte written nine; BB comes with the eighth bit of a byte read, before it is
/// acknowledged, and with the ninth of a byte written, and not after the address; a byte read is not acknowledged where
/// STOP has been triggered by then; STOP, STARTTX and STARTRX end a suspension; after an error nothing happens before STOP;
/// without a bus at its pads nobody acknowledges; HFCLK is requested and current drawn from start to stop.
public final class TWIMaster: NRF51Block {
  /// Where a transfer is.
  enum Phase: String, Codable {
    case idle
    /// Another master has the bus.
    case waitingForBus
    case address
    /// The bus is held until TXD is written.
    case waitingForByte
    /// A target holds the clock.
    case stretched
    case write
    case read
    case suspended
    case failed
    case stop
  }

  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var phase = Phase.idle
    var phaseEnd: Tick?
    var isReading = false
    /// The last byte read still has to be acknowledged.
    var owesAcknowledge = false
    var waiting: UInt8?
    var byte: UInt8 = 0
    var address: UInt8 = 0
    var received: UInt8 = 0
    var isUnread = false
    var isStopDue = false
    var isSuspendDue = false
  }

  /// The state of a master.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  /// Its registers, tasks and events.
  public let page: PeripheralPage
  let fabric: NRF51Fabric
  var core = Core()
  let clock: PadConnection
  let data: PadConnection
  let request: HFCLKRequest
  let load: Load<OnOffState>
  var port: TWIPort!
  var phaseEnded: Alarm!
  /// The buses that know the port.
  var joined: [I2CBus] = []

  /// Number 0 or 1 after reset, on the bus.
  public init(_ fabric: NRF51Fabric, number: Int) {
    self.fabric = fabric
    let name = "TWI\(number & 1)"
    page = PeripheralPage(
      Self.layout, name, at: 0x4000_3000 + UInt32(number & 1) * 0x1000, "two-wire interface", fabric)
    // Open drain: the bus's own parts say what is on the lines.
    clock = fabric.pads.connection("\(name).SCL", isOutput: true)
    data = fabric.pads.connection("\(name).SDA", isOutput: true)
    request = fabric.clocks.request()
    load = fabric.load(name, fabric.coefficients.twi)
    port = TWIPort(self)
    phaseEnded = fabric.alarm("\(name).phase") { [unowned self] in self.endPhase() }
    fabric.install(self, sharing: true)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    lose()
    connect()
  }

  func lose() {
    let wires = bus
    core = Core()
    phaseEnded.cancel()
    wires?.free(port)
    follow()
  }

  /// Whether its ENABLE says so.
  public var isSelected: Bool { bank[Self.enable, Self.isEnabled] == 5 }

  func connect() {
    if isSelected {
      clock.connect(bank[Self.selectSCL])
      data.connect(bank[Self.selectSDA])
    } else {
      clock.disconnect()
      data.disconnect()
    }
    join()
  }

  func join() {
    guard let bus, !joined.contains(where: { $0 === bus }) else { return }
    joined.append(bus)
    bus.join(port)
  }

  var bus: I2CBus? { fabric.pads.i2cBus(clock: clock.pin, data: data.pin) }
  var target: (any I2CTarget)? { bus?.target(at: core.address) }
  var isActive: Bool { core.phase != .idle && core.phase != .waitingForBus }

  func follow() {
    request.isOn = isActive
    load.enter(isActive ? .on : .off)
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    Self.received ~= offset ? UInt32(core.received) : bank[offset]
  }

  /// Reading RXD makes room for the next byte.
  public func registerRead(_ offset: UInt32, width: Int) { core.isUnread = false }

  /// What a write by software does.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case Self.transmit:
      guard isSelected else { return }
      core.waiting = UInt8(truncatingIfNeeded: value)
      if core.phase == .waitingForByte { next() }
    case Self.enable, Self.selectSCL, Self.selectSDA:
      if !isSelected { lose() }
      let before = bus
      connect()
      // Pads that are led elsewhere let the bus go that they were on.
      if let before, before !== bus {
        if isActive { before.target(at: core.address)?.i2cStop() }
        before.free(port)
      }
    default: break
    }
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    request.restore(isActive)
    phaseEnded.set(at: core.phaseEnd)
    join()
    if isActive, let bus { _ = bus.acquire(port, at: fabric.now) }
  }
}
