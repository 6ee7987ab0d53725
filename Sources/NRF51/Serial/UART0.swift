import Blocks
import Machine

/// UART0: an asynchronous serial port without DMA.
///
/// Sources: the vendor's public register list (BAUDRATE's values; a bit is 2^32 / BAUDRATE cycles of 16 MHz, which is exact:
/// 0x01D7E000 is 115,203.9 baud); public drivers (RXD is a FIFO of six; RXDRDY comes with the first byte of it, and again
/// after a read that leaves some; TXDRDY when the byte has left; RXTO after STOPRX). As the sibling nRF52: RTS goes high when
/// four more bytes fit, and low when the FIFO has been emptied; CTS high lets the present byte end and begins no other.
/// Chosen: one byte waits while another is being sent, and a later one replaces it; it waits for STARTTX too; a byte that
/// STOPTX interrupts ends on the line without TXDRDY; SUSPEND stops both directions; RXTO comes a character's time after
/// STOPRX, and what ends before is received; a byte with an error is in the FIFO too; PARITY counts where all its bits are
/// set; BAUDRATE 0 stands still.
public final class UART0: NRF51Block {
  /// Bytes that RXD holds.
  static let fifoDepth = 6
  /// How many bytes RTS leaves room for when it goes high.
  static let spareBytes = 4

  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var isReceiving = false
    var isTransmitting = false
    var received: [UInt8] = []
    var lastRead: UInt8 = 0
    var waiting: UInt8?
    /// The end of the byte being sent, and whether TXDRDY follows.
    var sendEnd: Tick?
    var isReported = true
    /// The end of receiving after STOPRX.
    var stopEnd: Tick?
    var isClearToSend = false
    var isFull = false
  }

  /// The state of the port.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  /// Its registers, tasks and events.
  public let page: PeripheralPage
  /// What it sends on a pad that the board has not wired to a line.
  public let tx: SerialWire
  /// What it receives on a pad that the board has not wired.
  public let rx: SerialWire
  let fabric: NRF51Fabric
  let txd: PadConnection
  let rxd: PadConnection
  let rts: PadConnection
  let cts: PadConnection
  let request: HFCLKRequest
  let load: Load<OnOffState>
  let ownPad: SerialPad
  var receiver: SerialPad
  var core = Core()
  var sent: Alarm!
  var stopped: Alarm!

  /// The port after reset, on the bus.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    page = PeripheralPage(Self.layout, "UART0", at: 0x4000_2000, "asynchronous serial port", fabric)
    tx = SerialWire("UART0.TX", on: fabric.emulation)
    rx = SerialWire("UART0.RX", on: fabric.emulation)
    ownPad = SerialPad(rx)
    receiver = ownPad
    txd = fabric.pads.connection("UART0.TXD", isOutput: true)
    rxd = fabric.pads.connection("UART0.RXD", isOutput: false)
    rts = fabric.pads.connection("UART0.RTS", isOutput: true)
    cts = fabric.pads.connection("UART0.CTS", isOutput: false)
    request = fabric.clocks.request()
    load = fabric.load("UART0", fabric.coefficients.uart)
    txd.drive(true)
    rts.drive(true)
    sent = fabric.alarm("UART0.sent") { [unowned self] in self.finishByte() }
    stopped = fabric.alarm("UART0.stopped") { [unowned self] in self.finishReceiving() }
    cts.onLevel { [unowned self] _ in self.clearToSendChanged() }
    fabric.install(self)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    lose()
    connect()
  }

  func lose() {
    core = Core()
    sent.cancel()
    stopped.cancel()
    update()
  }

  // MARK: Settings

  var isEnabled: Bool { bank[Self.enable, Self.isEnabled] == 4 }
  var hasFlowControl: Bool { bank.isSet(Self.config, Self.hasFlowControl) }

  /// How characters look; `nil` while the baud clock stands still.
  var format: SerialFormat? {
    let rate = bank[Self.baudRate]
    guard rate > 0, let clock = fabric.clocks.fast.rate else { return nil }
    let (edges, overflow) = clock.edges.multipliedReportingOverflow(by: UInt64(rate))
    guard !overflow, clock.ticks < 1 << 32 else { return nil }
    return SerialFormat(
      bitClock: ClockRate(edges: edges, per: clock.ticks << 32),
      parity: bank[Self.config, Self.parity] == 7 ? .even : .none)
  }

  func connect() {
    let isEnabled = isEnabled
    for (signal, select) in [
      (txd, Self.selectTXD), (rxd, Self.selectRXD), (rts, Self.selectRTS), (cts, Self.selectCTS),
    ] {
      if isEnabled { signal.connect(bank[select]) } else { signal.disconnect() }
    }
    listen()
    clearToSendChanged()
  }

  func listen() {
    let pad = rxd.serialPad ?? ownPad
    if pad !== receiver { receiver.disconnect(self) }
    receiver = pad
    let isListening = core.isReceiving && rxd.pin != nil
    receiver.connect(self, format: isListening ? format : nil) { [unowned self] in self.hear($0) }
  }

  func update() {
    let isActive = core.isReceiving || core.isTransmitting || core.sendEnd != nil
    request.isOn = isActive
    load.enter(isActive ? .on : .off)
    if core.received.isEmpty { core.isFull = false }
    if core.received.count >= Self.fifoDepth - Self.spareBytes { core.isFull = true }
    rts.drive(hasFlowControl ? !core.isReceiving || core.stopEnd != nil || core.isFull : !core.isReceiving)
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    Self.received ~= offset ? UInt32(core.received.first ?? core.lastRead) : bank[offset]
  }

  /// Reading RXD takes the oldest byte.
  public func registerRead(_ offset: UInt32, width: Int) {
    guard !core.received.isEmpty else { return }
    core.lastRead = core.received.removeFirst()
    update()
    if !core.received.isEmpty { page.raise(Self.receiveReady) }
  }

  /// What a write by software does.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case Self.transmit:
      guard isEnabled else { return }
      core.waiting = UInt8(truncatingIfNeeded: value)
      startByte()
      update()
    case Self.enable, Self.selectTXD, Self.selectRXD, Self.selectRTS, Self.selectCTS:
      if !isEnabled { lose() }
      connect()
    case Self.baudRate, Self.config:
      listen()
      startByte()
      update()
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
    core.received = Array(core.received.prefix(Self.fifoDepth))
    request.restore(core.isReceiving || core.isTransmitting || core.sendEnd != nil)
    sent.set(at: core.sendEnd)
    stopped.set(at: core.stopEnd)
    listen()
  }
}
