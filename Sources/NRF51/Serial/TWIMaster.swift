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
  private let clock: PadConnection
  private let data: PadConnection
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var port: TWIPort!
  private var phaseEnded: Alarm!
  /// The buses that know the port.
  private var joined: [I2CBus] = []

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

  private func lose() {
    let wires = bus
    core = Core()
    phaseEnded.cancel()
    wires?.free(port)
    follow()
  }

  /// Whether its ENABLE says so.
  public var isSelected: Bool { bank[Self.enable, Self.isEnabled] == 5 }

  private func connect() {
    if isSelected {
      clock.connect(bank[Self.selectSCL])
      data.connect(bank[Self.selectSDA])
    } else {
      clock.disconnect()
      data.disconnect()
    }
    join()
  }

  private func join() {
    guard let bus, !joined.contains(where: { $0 === bus }) else { return }
    joined.append(bus)
    bus.join(port)
  }

  private var bus: I2CBus? { fabric.pads.i2cBus(clock: clock.pin, data: data.pin) }
  private var target: (any I2CTarget)? { bus?.target(at: core.address) }
  private var isActive: Bool { core.phase != .idle && core.phase != .waitingForBus }

  private func follow() {
    request.isOn = isActive
    load.enter(isActive ? .on : .off)
  }

  // MARK: Tasks

  /// What a task does.
  public func task(_ offset: UInt32) {
    guard isSelected else { return }
    switch offset {
    case Self.startTransmit: start(isRead: false)
    case Self.startReceive: start(isRead: true)
    case Self.stop: stopTransfer()
    case Self.suspend: core.isSuspendDue = core.phase != .idle && core.phase != .suspended
    case Self.resume: resumeTransfer()
    default: break
    }
    if Self.suspend ~= offset, core.phase == .waitingForByte { holdBus() }
    follow()
  }

  private func start(isRead: Bool) {
    switch core.phase {
    case .idle, .waitingForBus, .waitingForByte, .suspended: break
    default: return
    }
    let isRepeated = core.phase == .waitingForByte || core.phase == .suspended
    core.isReading = isRead
    core.isStopDue = false
    core.isSuspendDue = false
    core.owesAcknowledge = false
    core.isUnread = false
    core.address = UInt8(truncatingIfNeeded: bank[Self.address] & 0x7F)
    if isRepeated { enter(.address, periods: 10) } else { begin() }
  }

  /// Takes the bus, if it is free.
  func begin() {
    if let bus, !bus.acquire(port, at: fabric.now) {
      core.phase = .waitingForBus
      return
    }
    enter(.address, periods: 10)
    follow()
  }

  func loseArbitration() {
    phaseEnded.cancel()
    core.phaseEnd = nil
    core.phase = .waitingForBus
    follow()
  }

  func clockReleased() { if core.phase == .stretched { beginByte() } }

  private func stopTransfer() {
    switch core.phase {
    case .idle, .stop: break
    case .waitingForBus:
      core.phase = .idle
      page.raise(Self.stopped)
    case .waitingForByte, .suspended, .failed, .stretched:
      enter(.stop, periods: core.owesAcknowledge ? 2 : 1)
    case .address, .write, .read: core.isStopDue = true
    }
  }

  private func resumeTransfer() {
    core.isSuspendDue = false
    if core.phase == .suspended { next() }
  }

  private func holdBus() {
    core.isSuspendDue = false
    core.phase = .suspended
    page.raise(Self.suspended)
  }

  // MARK: The transfer

  private func enter(_ phase: Phase, periods: UInt64) {
    core.phase = phase
    core.phaseEnd = periodTime.map { fabric.now.adding($0.time(ofEdge: periods)) }
    phaseEnded.set(at: core.phaseEnd)
  }

  /// SCL; `nil` while it stands still.
  private var periodTime: ClockRate? {
    let frequency = bank[Self.frequency]
    guard frequency > 0, let rate = fabric.clocks.fast.rate else { return nil }
    let (edges, overflow) = rate.edges.multipliedReportingOverflow(by: UInt64(frequency))
    guard !overflow, rate.ticks < 1 << 32 else { return nil }
    return ClockRate(edges: edges, per: rate.ticks << 32)
  }

  private func endPhase() {
    core.phaseEnd = nil
    switch core.phase {
    case .address:
      if target?.i2cStart(isRead: core.isReading) == true { next() } else { fail(2) }
    case .write:
      if target?.i2cWrite(core.byte) == true {
        settleBoundary()
        page.raise(Self.transmitSent)
        page.raise(Self.byteBoundary)
        goOn()
      } else {
        fail(4)
      }
    case .read: endRead()
    case .stop:
      target?.i2cStop()
      core = Core(waiting: core.waiting, received: core.received, isUnread: core.isUnread)
      bus?.free(port)
      follow()
      page.raise(Self.stopped)
    default: break
    }
    follow()
  }

  private func endRead() {
    let isLast = core.isStopDue || page.isSet(Self.stopsAtBoundary)
    let byte = target?.i2cRead(acknowledged: !isLast) ?? 0xFF
    let isOverrun = core.isUnread
    core.received = byte
    core.isUnread = true
    core.owesAcknowledge = true
    if isOverrun { bank[Self.errorSource] |= 1 }
    settleBoundary()
    page.raise(Self.receiveReady)
    if isOverrun { page.raise(Self.error) }
    page.raise(Self.byteBoundary)
    goOn()
  }

  /// While events of a boundary are told of, the transfer is where tasks find it: between two bytes.
  private func settleBoundary() { core.phase = .write }

  /// After a boundary: what STOP or SUSPEND asked for, or the next byte.
  private func goOn() {
    guard core.phase == .write else { return }
    if core.isStopDue {
      enter(.stop, periods: core.owesAcknowledge ? 2 : 1)
    } else if core.isSuspendDue {
      holdBus()
    } else {
      next()
    }
  }

  private func next() {
    if core.isStopDue { return enter(.stop, periods: core.owesAcknowledge ? 2 : 1) }
    if !core.isReading {
      guard let byte = core.waiting else {
        core.phase = .waitingForByte
        return
      }
      core.waiting = nil
      core.byte = byte
    }
    if target?.i2cIsReady(isRead: core.isReading) == false {
      core.phase = .stretched
    } else {
      beginByte()
    }
  }

  private func beginByte() {
    let isAcknowledging = core.isReading && core.owesAcknowledge
    core.owesAcknowledge = false
    // The address's acknowledgement is part of its phase, a byte's that was read of the next byte's.
    enter(core.isReading ? .read : .write, periods: core.isReading ? isAcknowledging ? 9 : 8 : 9)
  }

  private func fail(_ source: UInt32) {
    bank[Self.errorSource] |= source
    core.waiting = nil
    if core.isStopDue { enter(.stop, periods: 1) } else { core.phase = .failed }
    page.raise(Self.error)
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
      connect()
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
