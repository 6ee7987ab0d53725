import Blocks
import Machine

/// SPIS1: a slave whose buffers are in RAM; a semaphore says whose they are.
///
/// Sources: the vendor's public register list; Nordic Semiconductor, nRF51 series reference manual, SPIS (semaphore: the CPU
/// has it after reset; a transaction that begins while it is free gets it and frees it at its end; a request meanwhile is
/// granted then; DEF is sent in a transaction without it, ORC after the last byte of the buffer). Chosen: the wires are those
/// of a bus that the board has at its SCK, MOSI and MISO pads, whoever is the master there; words of a master with other
/// lengths are bytes, the highest first, and nine bits lose one; END comes only for a transaction with the buffers; the
/// block is on while CSN is low.
public final class SPISlave: NRF51Block {
  /// Whose the buffers are: SEMSTAT.
  enum Owner: UInt32, Codable { case nobody, processor, slave, processorPending }

  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var owner = Owner.processor
    var isSelected = false
    var sent = 0
    var received = 0
  }

  /// The state of the slave.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  /// Its registers, tasks and events.
  public let page: PeripheralPage
  private let fabric: NRF51Fabric
  private let clock: PadConnection
  private let dataIn: PadConnection
  private let dataOut: PadConnection
  private let select: PadConnection
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var core = Core()
  private var port: SPISlavePort!
  private var attached: [SPIBus] = []

  /// The slave after reset, on the bus.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    page = PeripheralPage(Self.layout, "SPIS1", at: 0x4000_4000, "serial peripheral interface slave", fabric)
    clock = fabric.pads.connection("SPIS1.SCK", isOutput: false)
    dataIn = fabric.pads.connection("SPIS1.MOSI", isOutput: false)
    dataOut = fabric.pads.connection("SPIS1.MISO", isOutput: true)
    select = fabric.pads.connection("SPIS1.CSN", isOutput: false)
    request = fabric.clocks.request()
    load = fabric.load("SPIS1", fabric.coefficients.spi)
    port = SPISlavePort(self)
    select.onLevel { [unowned self] _ in self.selectChanged() }
    fabric.install(self, sharing: true)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    core = Core()
    request.isOn = false
    load.enter(.off)
    connect()
  }

  /// Whether its ENABLE says so.
  public var isSelected: Bool { bank[Self.enable, Self.isEnabled] == 2 }

  private func connect() {
    for (signal, select) in [
      (clock, Self.selectSCK), (dataIn, Self.selectMOSI), (dataOut, Self.selectMISO), (select, Self.selectCSN),
    ] {
      if isSelected { signal.connect(bank[select]) } else { signal.disconnect() }
    }
    attach()
    selectChanged()
  }

  private func attach() {
    guard let bus, !attached.contains(where: { $0 === bus }) else { return }
    attached.append(bus)
    bus.attach(port)
  }

  private var bus: SPIBus? {
    fabric.pads.spiBus(clock: clock.pin, dataOut: dataIn.pin, dataIn: dataOut.pin)
  }

  /// Whether a master has selected it.
  var hears: Bool { core.isSelected }

  private func selectChanged() {
    let isLow = isSelected && select.pin != nil && !select.input
    guard isLow != core.isSelected else { return }
    core.isSelected = isLow
    request.isOn = isLow
    load.enter(isLow ? .on : .off)
    if isLow { beginTransaction() } else { endTransaction() }
  }

  // MARK: The semaphore

  /// What a task does.
  public func task(_ offset: UInt32) {
    guard isSelected else { return }
    switch offset {
    case Self.acquire:
      switch core.owner {
      case .nobody:
        core.owner = .processor
        page.raise(Self.acquired)
      case .slave: core.owner = .processorPending
      case .processor, .processorPending: break
      }
    case Self.release:
      if core.owner == .processor { core.owner = .nobody }
      if core.owner == .processorPending { core.owner = .slave }
    default: break
    }
  }

  private func beginTransaction() {
    guard core.owner == .nobody else { return }
    core.owner = .slave
    core.sent = 0
    core.received = 0
    bank[Self.receiveAmount] = 0
    bank[Self.transmitAmount] = 0
  }

  private func endTransaction() {
    guard core.owner == .slave || core.owner == .processorPending else { return }
    let isPending = core.owner == .processorPending
    core.owner = isPending ? .processor : .nobody
    page.raise(Self.ended)
    if isPending { page.raise(Self.acquired) }
  }

  // MARK: Bytes

  /// One byte, most significant bit first on the wires.
  func exchange(_ byte: UInt8) -> UInt8 {
    let isReversed = bank.isSet(Self.config, Self.isLeastFirst)
    let answer = take(isReversed ? byte.bitsReversed : byte)
    return dataOut.pin == nil ? 0xFF : isReversed ? answer.bitsReversed : answer
  }

  private func take(_ byte: UInt8) -> UInt8 {
    guard core.owner == .slave || core.owner == .processorPending else {
      return UInt8(truncatingIfNeeded: bank[Self.defaultCharacter])
    }
    let answer: UInt8
    if core.sent < Int(bank[Self.transmitMaximum]) {
      answer = fabric.readRAM(bank[Self.transmitPointer] &+ UInt32(core.sent))
      core.sent += 1
      bank[Self.transmitAmount] = UInt32(core.sent)
    } else {
      answer = UInt8(truncatingIfNeeded: bank[Self.overReadCharacter])
      bank[Self.status] |= Self.hasOverread.mask
    }
    if core.received < Int(bank[Self.receiveMaximum]) {
      fabric.writeRAM(bank[Self.receivePointer] &+ UInt32(core.received), [dataIn.pin == nil ? 0 : byte])
      core.received += 1
      bank[Self.receiveAmount] = UInt32(core.received)
      if core.received == Int(bank[Self.receiveMaximum]) { page.raise(Self.receiveEnded) }
    } else {
      bank[Self.status] |= Self.hasOverflow.mask
    }
    return answer
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    Self.semaphore ~= offset ? core.owner.rawValue : bank[offset]
  }

  /// What a write by software does.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case Self.enable, Self.selectSCK, Self.selectMOSI, Self.selectMISO, Self.selectCSN:
      if !isSelected { core.owner = .processor }
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
    core.sent = min(max(core.sent, 0), 255)
    core.received = min(max(core.received, 0), 255)
    request.restore(core.isSelected)
    attach()
  }
}
