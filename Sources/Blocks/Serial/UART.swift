import Machine

/// A DesignWare 16550-compatible UART, without FIFOs, or with FIFOs, shadow registers and flow control.
///
/// Behaviour: Synopsys DW_apb_uart 3.15a (UCV register `315*`), as public 16550 documents and drivers describe it. One
/// bit takes 16 * divisor + fraction cycles of its clock, which is exact: of 16 MHz, DLL 8 with DLF 11 is 139 cycles, 115,108
/// baud. Chosen: IrDA has no effect; without a pad for it CTS holds nothing back, and reads 0; 1.5
/// stop bits are 2; the status register's busy bit counts as the DesignWare core does, so that a write to LCR while
/// busy is ignored and raises the busy-detect interrupt.
public final class UART: Block, DMAClient {
  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable, Hashable {
    var divisor: UInt16 = 0
    var interruptEnable: UInt8 = 0
    /// FIFO enable, DMA mode and triggers, at their bits of FCR.
    var fifoControl: UInt8 = 0
    /// What was received and not yet read, oldest first.
    var received: [SerialCharacter] = []
    /// What waits to be sent, oldest first.
    var waiting: [UInt8] = []
    /// The end of the character being sent.
    var shiftEnd: Tick?
    /// The character being sent, and whether it is a break.
    var shifting: UInt8 = 0
    var isBreak = false
    /// Latched OE, PE, FE and BI at their bits of LSR.
    var lineErrors: UInt8 = 0
    var lastRead: UInt8 = 0
    var isTransmitDue = false
    var timeout: Tick?
    var isTimedOut = false
    var isBusyDetected = false
    var isBreakOwed = false
    /// CTS as last seen, and whether it changed since it was last read (DCTS).
    var isClearToSend = false
    var hasClearToSendChanged = false
    /// Automatic RTS: the receive FIFO reached its trigger and has not been emptied since.
    var isReceiverFull = false
    /// The level of the RTS pad; low asks for more.
    var requestLevel = true
  }

  /// The state of a UART.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  /// The registers.
  public let bank: RegisterBank
  /// What the UART sends on a pad that the board has not wired to a line; whatever listens sets `receiverFormat` and
  /// `onReceive`. Characters of an unrouted pin, and of loopback, take their time but do not reach it.
  public let tx: SerialWire
  /// What the UART receives on a pad that the board has not wired; whoever is at the other end sends on it.
  public let rx: SerialWire
  /// Told after every change of the two requests.
  public var onDMARequest: (() -> Void)?
  /// Characters that each FIFO holds; 1 where there is none but the holding registers.
  let fifoDepth: Int
  /// Whether it says that it is busy, and refuses writes to LCR while it is; built as a plain 16550 it does neither.
  let detectsBusy: Bool
  let connections: Connections
  var core = Core()
  /// How characters look at present; `nil` while the baud clock stands still.
  private(set) var format: SerialFormat?
  private let scheduler: Scheduler
  private let interrupt: LineDriver
  private let ownPad: SerialPad
  /// Where the receiver listens: the wired pad that it is routed to, or `rx`.
  private var receiver: SerialPad
  private var shiftEnded: Alarm!
  private var timedOut: Alarm!

  /// A UART after reset, with the registers of `plainRegisters` or, where its FIFOs hold more than one character, of
  /// `registers`.
  public init(_ registers: RegisterBlock, fifoDepth: Int, _ connections: Connections, on emulation: Emulation) {
    self.fifoDepth = fifoDepth
    detectsBusy = registers.registers.contains { register in
      Self.status.offset == register.offset && register.fields.contains { $0.name == "UART_BUSY" }
    }
    self.connections = connections
    scheduler = emulation.scheduler
    interrupt = connections.interrupt.driver(registers.name)
    let name = registers.name
    bank = RegisterBank(registers, journal: emulation.journal)
    tx = SerialWire("\(name).TX", on: emulation)
    rx = SerialWire("\(name).RX", on: emulation)
    ownPad = SerialPad(rx)
    receiver = ownPad
    shiftEnded = emulation.alarm("\(name).sent") { [unowned self] time in self.finishCharacter(at: time) }
    timedOut = emulation.alarm("\(name).timeout") { [unowned self] _ in self.receiveTimeout() }
    connections.clock.onChange { [unowned self] in self.clockOrRoutingChanged() }
    for signal in connections.signals { signal.onRouting { [unowned self] in self.clockOrRoutingChanged() } }
    connections.clearToSend?.onLevel { [unowned self] in self.clearToSendChanged() }
    clockOrRoutingChanged()
  }

  /// Accesses alone change it, and CTS, which says so: without a divisor it neither sends nor hears.
  public var isResetTimeless: Bool { true }

  /// Back to the state after power-on.
  public func reset() {
    bank.reset()
    let requestLevel = core.requestLevel
    core = Core()
    core.requestLevel = requestLevel
    shiftEnded.cancel()
    timedOut.cancel()
    clockOrRoutingChanged()
    update()
  }

  private func clockOrRoutingChanged() {
    listen()
    clearToSendChanged()
    startCharacter()
  }

  /// The receiver hears its pad while it has a clock and a divisor that is not just being written.
  private func listen() {
    format = currentFormat
    let pad = connections.receive.serialPad ?? ownPad
    if pad !== receiver { receiver.disconnect(self) }
    receiver = pad
    let isListening = connections.receive.isRouted && !isLoopback && !isDivisorAccess
    receiver.connect(self, format: isListening ? format : nil) { [unowned self] in self.hear($0) }
  }

  /// Whether a character is arriving.
  var isReceiving: Bool { receiver.wire.isBusy && receiver.wire.receiverFormat != nil }

  // MARK: Settings

  var isFIFOEnabled: Bool { core.fifoControl & 1 != 0 }
  var depth: Int { isFIFOEnabled ? fifoDepth : 1 }
  var isDivisorAccess: Bool { bank.isSet(Self.lineControl, Self.divisorAccess) }
  var isLoopback: Bool { bank.isSet(Self.modemControl, Self.loopback) }
  private var isBreakSet: Bool { bank.isSet(Self.lineControl, Self.breakControl) }
  private var isHalted: Bool { isFIFOEnabled && bank[Self.haltTransmit] & 1 != 0 }
  var isProgrammableTHRE: Bool { isFIFOEnabled && core.interruptEnable & 0x80 != 0 }
  /// 1, 4, 8 or 14 characters.
  var receiveTrigger: Int {
    let code = Int(core.fifoControl >> 6)
    return isFIFOEnabled ? (code == 0 ? 1 : code == 3 ? 14 : 4 * code) : 1
  }
  /// 0, 2, 4 or 8 characters.
  private var transmitTrigger: Int { 1 << Int(core.fifoControl >> 4 & 3) & ~1 }

  private var currentFormat: SerialFormat? {
    let cycles = UInt64(core.divisor) << 4 | UInt64(bank[Self.divisorFraction])
    guard core.divisor != 0, let clock = connections.clock.rate else { return nil }
    let control = bank[Self.lineControl]
    let parity: SerialFormat.Parity = control & 0x08 == 0 ? .none : control & 0x10 == 0 ? .odd : .even
    return SerialFormat(
      bitClock: clock.divided(by: cycles), dataBits: 5 + Int(control & 3), parity: parity,
      stopBits: control & 4 == 0 ? 1 : 2)
  }

  /// Takes over what a write to the line, modem or divisor registers changed.
  func settingsChanged(oldLineControl: UInt32) {
    if oldLineControl & 0x40 == 0 && isBreakSet { core.isBreakOwed = true }
    clockOrRoutingChanged()
  }

  // MARK: Sending

  var isShifting: Bool { core.shiftEnd != nil }
  var isTransmitLow: Bool {
    isProgrammableTHRE ? core.waiting.count <= transmitTrigger : core.waiting.isEmpty
  }

  func push(_ byte: UInt8) {
    if core.waiting.count < depth {
      core.waiting.append(byte)
    } else if !isFIFOEnabled {
      core.waiting[0] = byte
    }
    if !isTransmitLow || !isProgrammableTHRE { core.isTransmitDue = false }
    startCharacter()
    update()
  }

  func startCharacter(at time: Tick? = nil) {
    guard core.shiftEnd == nil, let format, !isHalted, !isHeldBack else { return }
    let start = time ?? scheduler.now
    if core.isBreakOwed {
      core.isBreakOwed = false
      core.shifting = 0
      core.isBreak = true
    } else if !core.waiting.isEmpty {
      core.shifting = core.waiting.removeFirst()
      core.isBreak = false
      if isTransmitLow { core.isTransmitDue = true }
    } else {
      return
    }
    let end = start.adding(format.bitClock.time(ofEdge: UInt64(format.bitsPerCharacter)))
    core.shiftEnd = end
    shiftEnded.set(at: end)
    let isHeld = isBreakSet && !core.isBreak
    if !isLoopback && connections.transmit.isRouted && !isHeld {
      let wire = connections.transmit.serialPad?.wire ?? tx
      wire.send(core.shifting, format: format, start: start, isBreak: core.isBreak)
    }
  }

  private func finishCharacter(at time: Tick) {
    core.shiftEnd = nil
    if isLoopback, let format {
      let mask = UInt8(truncatingIfNeeded: (1 << format.dataBits) - 1)
      var character = SerialCharacter(core.shifting & mask)
      character.isBreak = core.isBreak
      character.framingError = core.isBreak
      accept(character)
    }
    startCharacter(at: time)
    update()
  }

  // MARK: Receiving

  /// A character of the line.
  func hear(_ character: SerialCharacter) { if !isLoopback { accept(character) } }

  private func accept(_ character: SerialCharacter) {
    if core.received.count >= depth {
      core.lineErrors |= LineStatus.overrun
      if !isFIFOEnabled { core.received[0] = character }
    } else {
      core.received.append(character)
    }
    if core.received.count == 1 { reveal() }
    if core.received.count >= receiveTrigger { core.isReceiverFull = true }
    restartTimeout()
    update()
  }

  func pop() {
    guard !core.received.isEmpty else { return }
    core.lastRead = core.received.removeFirst().byte
    core.isTimedOut = false
    if core.received.isEmpty { core.isReceiverFull = false }
    reveal()
    restartTimeout()
    update()
  }

  /// The errors of a character show when it is the next to be read.
  private func reveal() {
    guard let next = core.received.first else { return }
    if next.parityError { core.lineErrors |= LineStatus.parity }
    if next.framingError { core.lineErrors |= LineStatus.framing }
    if next.isBreak { core.lineErrors |= LineStatus.break }
  }

  func clearReceived() {
    core.received = []
    core.isTimedOut = false
    core.isReceiverFull = false
    restartTimeout()
  }

  func clearWaiting() {
    core.waiting = []
    core.isTransmitDue = isTransmitLow
  }

  /// The FIFO's time-out: four characters without one in or out.
  private func restartTimeout() {
    guard isFIFOEnabled, !core.received.isEmpty, let format else {
      core.timeout = nil
      return timedOut.cancel()
    }
    let time = scheduler.now.adding(format.bitClock.time(ofEdge: 4 * UInt64(format.bitsPerCharacter)))
    core.timeout = time
    timedOut.set(at: time)
  }

  private func receiveTimeout() {
    core.timeout = nil
    core.isTimedOut = true
    update()
  }

  // MARK: Outputs

  /// Whether it holds data to be read.
  public var requestsDMARead: Bool {
    core.fifoControl & 8 == 0
      ? !core.received.isEmpty : core.received.count >= receiveTrigger || core.isTimedOut
  }

  /// Whether it can take data.
  public var requestsDMAWrite: Bool {
    guard format != nil else { return false }
    return core.fifoControl & 8 == 0 ? core.waiting.isEmpty : core.waiting.count <= transmitTrigger
  }

  /// Drives the interrupt line and tells the DMA controller.
  func update() {
    driveRequestToSend()
    interrupt.value = interruptIdentity != InterruptIdentity.none
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
    shiftEnded.set(at: core.shiftEnd)
    timedOut.set(at: core.timeout)
    listen()
  }
}
