import Blocks
import Machine

/// SPI0 and SPI1: a master without DMA. Its chip selects are GPIO's.
///
/// Sources: the vendor's public register list (FREQUENCY's values: a bit is 2^32 / FREQUENCY cycles of 16 MHz); public
/// drivers (two bytes may be written before the first READY, and two be received before the first is read; READY comes with
/// the first byte in RXD, and again after a read that leaves one). Chosen: a third byte written replaces the second;
/// with two unread bytes no other begins; bytes follow each other without a gap; HFCLK is requested and current drawn while
/// a byte is under way; without a bus at its pads every bit is the level of the MISO pad, or 1 without one.
public final class SPIMaster: NRF51Block {
  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var waiting: UInt8?
    var received: [UInt8] = []
    var lastRead: UInt8 = 0
    var shifting: UInt8 = 0
    var shiftEnd: Tick?
  }

  /// The state of a master.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  /// Its registers and its event.
  public let page: PeripheralPage
  private let fabric: NRF51Fabric
  private let clock: PadConnection
  private let dataOut: PadConnection
  private let dataIn: PadConnection
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var core = Core()
  private var shifted: Alarm!

  /// Number 0 or 1 after reset, on the bus.
  public init(_ fabric: NRF51Fabric, number: Int) {
    self.fabric = fabric
    let name = "SPI\(number & 1)"
    page = PeripheralPage(
      Self.layout, name, at: 0x4000_3000 + UInt32(number & 1) * 0x1000, "serial peripheral interface", fabric)
    clock = fabric.pads.connection("\(name).SCK", isOutput: true)
    dataOut = fabric.pads.connection("\(name).MOSI", isOutput: true)
    dataIn = fabric.pads.connection("\(name).MISO", isOutput: false)
    request = fabric.clocks.request()
    load = fabric.load(name, fabric.coefficients.spi)
    shifted = fabric.alarm("\(name).byte") { [unowned self] in self.finishByte() }
    fabric.install(self, sharing: true)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    lose()
    connect()
  }

  private func lose() {
    core = Core()
    shifted.cancel()
    follow()
  }

  /// Whether its ENABLE says so.
  public var isSelected: Bool { bank[Self.enable, Self.isEnabled] == 1 }

  /// It has no tasks.
  public func task(_ offset: UInt32) {}

  private func connect() {
    for (signal, select) in [(clock, Self.selectSCK), (dataOut, Self.selectMOSI), (dataIn, Self.selectMISO)] {
      if isSelected { signal.connect(bank[select]) } else { signal.disconnect() }
    }
    clock.drive(bank.isSet(Self.config, Self.polarity))
    dataOut.drive(false)
  }

  private func follow() {
    request.isOn = core.shiftEnd != nil
    load.enter(core.shiftEnd != nil ? .on : .off)
  }

  // MARK: Bytes

  /// How long a byte takes; `nil` while the clock stands still.
  private var byteTime: Tick? {
    let frequency = bank[Self.frequency]
    guard frequency > 0, let rate = fabric.clocks.fast.rate else { return nil }
    let (edges, overflow) = rate.edges.multipliedReportingOverflow(by: UInt64(frequency))
    guard !overflow, rate.ticks < 1 << 32 else { return nil }
    return ClockRate(edges: edges, per: rate.ticks << 32).time(ofEdge: 8)
  }

  private func startByte() {
    guard isSelected, core.shiftEnd == nil, core.received.count < 2, let byte = core.waiting, let byteTime else {
      return
    }
    core.waiting = nil
    core.shifting = byte
    core.shiftEnd = fabric.now.adding(byteTime)
    shifted.set(at: core.shiftEnd)
  }

  private func finishByte() {
    core.shiftEnd = nil
    core.received.append(exchange(core.shifting))
    let isFirst = core.received.count == 1
    startByte()
    follow()
    if isFirst { page.raise(Self.ready) }
  }

  private func exchange(_ byte: UInt8) -> UInt8 {
    let isReversed = bank.isSet(Self.config, Self.isLeastFirst)
    let pads = fabric.pads
    // Parts that only listen, or only answer, may have none of the master's other line.
    let heard = pads.spiBus(clock: clock.pin, dataOut: dataOut.pin, dataIn: nil)
    let answering = dataIn.pin == nil ? nil : pads.spiBus(clock: clock.pin, dataOut: nil, dataIn: dataIn.pin)
    let sent = dataOut.pin == nil || heard == nil ? 0 : isReversed ? byte.bitsReversed : byte
    guard let bus = heard ?? answering else { return idleInput }
    let answer = UInt8(truncatingIfNeeded: bus.exchange(UInt32(sent), bits: 8))
    guard answering === bus else { return idleInput }
    return isReversed ? answer.bitsReversed : answer
  }

  /// What MISO reads where no part drives it.
  private var idleInput: UInt8 { dataIn.pin == nil || dataIn.input ? 0xFF : 0 }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    Self.received ~= offset ? UInt32(core.received.first ?? core.lastRead) : bank[offset]
  }

  /// Reading RXD takes the oldest byte.
  public func registerRead(_ offset: UInt32, width: Int) {
    guard !core.received.isEmpty else { return }
    core.lastRead = core.received.removeFirst()
    startByte()
    follow()
    if !core.received.isEmpty { page.raise(Self.ready) }
  }

  /// What a write by software does.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case Self.transmit:
      guard isSelected else { return }
      core.waiting = UInt8(truncatingIfNeeded: value)
      startByte()
      follow()
    case Self.enable, Self.selectSCK, Self.selectMOSI, Self.selectMISO:
      if !isSelected { lose() }
      connect()
    case Self.config: clock.drive(bank.isSet(Self.config, Self.polarity))
    case Self.frequency:
      startByte()
      follow()
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
    core.received = Array(core.received.prefix(2))
    request.restore(core.shiftEnd != nil)
    shifted.set(at: core.shiftEnd)
  }
}

extension UInt8 {
  /// The same bits, the last first.
  var bitsReversed: UInt8 {
    var value = self
    value = value >> 4 | value << 4
    value = (value & 0xCC) >> 2 | (value & 0x33) << 2
    return (value & 0xAA) >> 1 | (value & 0x55) << 1
  }
}
