import Machine

/// A DesignWare I2C controller, as master and as slave.
///
/// Behaviour: Synopsys DW_apb_i2c 1.20a (COMP_VERSION `120*`), as public documents and drivers describe it. DATA_CMD of
/// this version has no STOP and RESTART bits: a transfer ends with a stop when the transmit FIFO runs empty, and a change
/// of direction makes a repeated start, or a stop and a start where RESTART_EN is 0. SCL is high for HCNT + SPKLEN + 7
/// cycles and low for LCNT + 1: the reset values are 100 and 400 kHz exactly. Chosen: FIFOs of 32 (thresholds have five
/// bits); a start, a repeated start and a stop take one SCL period each; high speed is
/// taken as fast mode; a slave answers 7-bit addresses only; without its pads nobody acknowledges.
public final class I2C: Block, DMAClient {
  /// Where a transfer is; its end is an alarm.
  enum Phase: String, Codable, Hashable { case idle, address, write, read, held, stop }

  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable, Hashable {
    /// Commands to be sent, as written to DATA_CMD, oldest first.
    var waiting: [UInt16] = []
    var received: [UInt8] = []
    var phase = Phase.idle
    var phaseEnd: Tick?
    var isReading = false
    /// The 7-bit address of the transfer under way.
    var address: UInt8 = 0
    /// The byte under way, when writing.
    var byte: UInt8 = 0
    /// The latched interrupt sources: all but RX_FULL and TX_EMPTY.
    var raw: UInt32 = 0
    var abortSource: UInt32 = 0
    /// What the slave does, if a master has addressed it, and by which address.
    var slave = SlavePhase.idle
    var slaveAddress: UInt8 = 0
    /// ENABLE_STATUS's bits of a slave that was disabled too early.
    var slaveLoss: UInt32 = 0
    /// Set by disabling or aborting in mid-transfer: stop after this byte.
    var isStopping = false
  }

  /// The state of a controller.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  static let fifoDepth = 32

  /// The registers.
  public let bank: RegisterBank
  /// The wires; the board attaches its chips to them.
  public private(set) var wires = I2CBus()
  /// Told after every change of the two requests.
  public var onDMARequest: (() -> Void)?
  let scheduler: Scheduler
  var core = Core()
  let connections: Connections
  private let interrupt: LineDriver
  private var phaseEnded: Alarm!
  private var port: I2CPort!

  /// A controller after reset, with registers of `registers`.
  public init(_ registers: RegisterBlock, _ connections: Connections, on emulation: Emulation) {
    scheduler = emulation.scheduler
    self.connections = connections
    interrupt = connections.interrupt.driver(registers.name)
    bank = RegisterBank(registers, journal: emulation.journal)
    phaseEnded = emulation.alarm("\(registers.name).byte") { [unowned self] in self.endPhase(at: $0) }
    port = I2CPort(self)
    share(wires)
    connections.clock.onChange { [unowned self] in self.begin(at: self.scheduler.now) }
  }

  /// Puts the controller on other wires than its own, such as those of the chip's other one; once, before the start.
  public func share(_ wires: I2CBus) {
    self.wires = wires
    wires.attach(port)
    wires.join(port)
  }

  /// Accesses alone change it: other masters and targets reach it while it is enabled.
  public var isResetTimeless: Bool { true }

  /// Back to the state after power-on.
  public func reset() {
    bank.reset()
    core = Core()
    phaseEnded.cancel()
    wires.free(port)
    update()
  }

  // MARK: Settings

  var isEnabled: Bool { bank.isSet(Self.enable, Self.isEnabled) }
  var control: UInt32 { bank[Self.control] }
  private var isTenBit: Bool { control & 0x10 != 0 }
  private var isGeneralCall: Bool { bank[Self.target] & 0xC00 == 0x800 }

  /// Cycles of the peripheral clock in one SCL period. The core holds HCNT to 6 and LCNT to 8 at least.
  private var period: UInt64 {
    let isStandard = control >> 1 & 3 == 1
    let high = max(bank[isStandard ? Self.standardHigh : Self.fastHigh], 6)
    let low = max(bank[isStandard ? Self.standardLow : Self.fastLow], 8)
    return UInt64(high) + UInt64(max(bank[Self.spikeLength], 1)) + 7 + UInt64(low) + 1
  }

  // MARK: The transfer

  private func enter(_ phase: Phase, at time: Tick, periods: UInt64) {
    guard let clock = connections.clock.rate else {
      core.phase = .idle
      core.phaseEnd = nil
      return wires.free(port)
    }
    core.phase = phase
    let end = time.adding(clock.time(ofEdge: periods &* period))
    core.phaseEnd = end
    phaseEnded.set(at: end)
  }

  /// Starts a transfer where there is something to send.
  func begin(at time: Tick) {
    guard core.phase == .idle, isEnabled, let command = core.waiting.first, connections.clock.rate != nil else {
      return
    }
    guard control & 1 != 0 else {
      if !isSlave { abort(1 << 11) }
      return
    }
    guard wires.acquire(port, at: time) else { return }
    core.isStopping = false
    start(isRead: command & 0x100 != 0, at: time)
  }

  private var targetAddress: UInt8 { isGeneralCall ? 0 : UInt8(truncatingIfNeeded: bank[Self.target] & 0x7F) }

  /// What a start would send first.
  var addressByte: UInt8 { targetAddress << 1 | UInt8(truncatingIfNeeded: (core.waiting.first ?? 0) >> 8 & 1) }

  /// Another controller won the bus: the FIFO is emptied, and nothing follows.
  func loseArbitration() {
    phaseEnded.cancel()
    core.phase = .idle
    core.phaseEnd = nil
    abort(1 << 12)
    update()
  }

  /// A target lets go of the clock: the byte begins.
  func clockReleased() {
    if core.phase == .held { enter(core.isReading ? .read : .write, at: scheduler.now, periods: 9) }
  }

  private func start(isRead: Bool, at time: Tick) {
    core.isReading = isRead
    core.address = targetAddress
    core.raw |= Source.start | Source.activity
    enter(.address, at: time, periods: isTenBit ? 19 : 10)
  }

  /// Whether both of its lines have pads.
  var isRouted: Bool { connections.clockLine.isRouted && connections.dataLine.isRouted }

  private var target: (any I2CTarget)? {
    guard isRouted else { return nil }
    return wires.target(at: core.address)
  }

  private func endPhase(at time: Tick) {
    core.phaseEnd = nil
    switch core.phase {
    case .idle, .held: break
    case .address: endAddress(at: time)
    case .write:
      if target?.i2cWrite(core.byte) == true { next(at: time) } else { fail(1 << 3, at: time) }
    case .read: endRead(at: time)
    case .stop:
      target?.i2cStop()
      core.phase = .idle
      core.raw |= Source.stop
      wires.free(port)
      begin(at: time)
    }
    update()
  }

  private func endAddress(at time: Tick) {
    if isTenBit { return fail(1 << 1, at: time) }
    if isGeneralCall && core.isReading { return fail(1 << 5, at: time) }
    guard target?.i2cStart(isRead: core.isReading) == true else { return fail(isGeneralCall ? 1 << 4 : 1, at: time) }
    next(at: time)
  }

  private func endRead(at time: Tick) {
    let goesOn = !core.isStopping && (core.waiting.first.map { $0 & 0x100 != 0 } ?? false)
    let byte = target?.i2cRead(acknowledged: goesOn) ?? 0xFF
    if core.received.count < Self.fifoDepth { core.received.append(byte) } else { core.raw |= Source.receiveOver }
    next(at: time)
  }

  /// The next command: another byte, a change of direction, or the end.
  private func next(at time: Tick) {
    guard !core.isStopping, let command = core.waiting.first else { return enter(.stop, at: time, periods: 1) }
    let isRead = command & 0x100 != 0
    guard isRead == core.isReading else {
      guard control & 0x20 != 0 else { return enter(.stop, at: time, periods: 1) }
      return start(isRead: isRead, at: time)
    }
    core.waiting.removeFirst()
    core.byte = UInt8(truncatingIfNeeded: command)
    guard target?.i2cIsReady(isRead: isRead) ?? true else {
      core.phase = .held
      return
    }
    enter(isRead ? .read : .write, at: time, periods: 9)
  }

  /// Nobody acknowledged: the FIFO is emptied, and a stop follows.
  private func fail(_ source: UInt32, at time: Tick) {
    abort(source)
    enter(.stop, at: time, periods: 1)
  }

  func abort(_ source: UInt32) {
    core.waiting = []
    core.abortSource |= source
    core.raw |= Source.abort
  }

  // MARK: Outputs

  var rawInterrupts: UInt32 {
    guard isEnabled else { return core.raw }
    var raw = core.raw
    if core.received.count > Int(bank[Self.receiveThreshold]) { raw |= Source.receiveFull }
    if core.waiting.count <= Int(bank[Self.transmitThreshold]) { raw |= Source.transmitEmpty }
    return raw
  }

  /// Whether it holds data to be read.
  public var requestsDMARead: Bool {
    bank.isSet(Self.dmaControl, Self.receivesByDMA) && core.received.count > Int(bank[Self.dmaReceiveLevel])
  }

  /// Whether it can take data.
  public var requestsDMAWrite: Bool {
    bank.isSet(Self.dmaControl, Self.transmitsByDMA) && isEnabled
      && core.waiting.count <= Int(bank[Self.dmaTransmitLevel])
      && core.raw & Source.abort == 0
  }

  func update() {
    interrupt.value = rawInterrupts & bank[Self.interruptMask] != 0
    onDMARequest?()
  }

  // MARK: Busy-waits

  /// Reads: what reading takes back is gone after the first.
  public func hashSteadyState(_ offset: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    hasher.combine(core)
    return !isWrite
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    phaseEnded.set(at: core.phaseEnd)
    if core.phase != .idle { _ = wires.acquire(port, at: scheduler.now) }
  }
}
