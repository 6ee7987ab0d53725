import Machine

/// An SPI controller, as master: words of 8, 9, 16 or 32 bits, with or without FIFOs.
///
/// Sources: the public register list; public driver code (`hw_spi`: clock dividers 8, 4, 2, 14 for codes 0 ... 3; word
/// codes 8, 16, 32, 9 bits; FIFO modes both, read only, write only, none; the write of the low data register starts a
/// word; read, then clear the interrupt). Chosen: FIFOs of 4 words of 16 bits, 2 of 32; no gap between words; with a
/// receive FIFO the interrupt bit says that it holds something, without one it is latched at the end of each word; the
/// master waits while the receive FIFO is full (mode 0); slave mode does nothing; an unrouted clock or input reads ones,
/// an unrouted output sends zeros.
public final class SPI: Block, DMAClient {
  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var waiting = SPIWords()
    var received = SPIWords()
    var shifting: UInt32 = 0
    var shiftEnd: Tick?
    var latest: UInt32 = 0
    var isUnread = false
    var isInterruptLatched = false
    /// The half of a 32-bit word that the other half was read before.
    var half = Half.none
    /// What the enable output is driven to; `nil` while it is not.
    var enable: Bool?
  }

  /// Which half of a 32-bit word was read.
  enum Half: Int, Codable { case none, low, high }

  /// The state of a controller.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  /// The registers.
  public let bank: RegisterBank
  /// The wires; the board attaches its chips to them.
  public let wires = SPIBus()
  /// Told after every change of the two requests.
  public var onDMARequest: (() -> Void)?
  private let connections: Connections
  private let scheduler: Scheduler
  private let interrupt: LineDriver
  private var core = Core()
  /// What the control registers say.
  private var settings: SPISettings
  private var shiftEnded: Alarm!

  /// A controller after reset, with registers of `registers`.
  public init(_ registers: RegisterBlock, _ connections: Connections, on emulation: Emulation) {
    self.connections = connections
    scheduler = emulation.scheduler
    interrupt = connections.interrupt.driver(registers.name)
    bank = RegisterBank(registers, journal: emulation.journal)
    settings = SPISettings(bank)
    // Not counted, as it is called for every word: the chip keeps its blocks.
    shiftEnded = emulation.alarm("\(registers.name).word") { [unowned(unsafe) self] in self.finishWord(at: $0) }
    connections.clock.onChange { [unowned self] in self.startWord() }
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// Back to the state after power-on.
  public func reset() {
    bank.reset()
    settings = SPISettings(bank)
    empty()
    update()
  }

  private func empty() {
    let enable = core.enable
    core = Core()
    core.enable = enable
    shiftEnded.cancel()
  }

  // MARK: Settings

  private var control: UInt32 { settings.control }
  private var isRunning: Bool { settings.isRunning }
  private var hasReceiveFIFO: Bool { settings.hasReceiveFIFO }
  private var bits: Int { settings.bits }
  private var fifoDepth: Int { settings.fifoDepth }
  private var transmitDepth: Int { settings.transmitDepth }
  private var isFull: Bool { core.waiting.count >= transmitDepth }
  private var isInterrupting: Bool { hasReceiveFIFO ? !core.received.isEmpty : core.isInterruptLatched }
  private var isStalled: Bool { settings.stalls && core.received.count >= fifoDepth }
  private var isBusy: Bool { core.shiftEnd != nil || !core.waiting.isEmpty && !isStalled }

  // MARK: Words

  private func startWord(at time: Tick? = nil) {
    guard core.shiftEnd == nil, isRunning, !core.waiting.isEmpty, !isStalled, let clock = connections.clock.rate else {
      return
    }
    core.shifting = core.waiting.removeFirst()
    let end = (time ?? scheduler.now).adding(clock.time(ofEdge: settings.clocksPerWord))
    core.shiftEnd = end
    shiftEnded.set(at: end)
  }

  private func finishWord(at time: Tick) {
    core.shiftEnd = nil
    core.latest = exchange(core.shifting)
    core.isUnread = true
    core.isInterruptLatched = true
    if hasReceiveFIFO && core.received.count < fifoDepth { core.received.append(core.latest) }
    startWord(at: time)
    update()
  }

  private func exchange(_ word: UInt32) -> UInt32 {
    let ones = UInt32.max >> UInt32(32 - bits)
    guard connections.clockLine.isRouted else { return ones }
    var sent = connections.dataOut.isRouted ? word & ones : 0
    if Self.forcesData.get(control) != 0 { sent = Self.idleData.get(control) != 0 ? ones : 0 }
    let answer = wires.exchange(sent, bits: bits)
    return connections.dataIn.isRouted ? answer & ones : ones
  }

  private func writeWord(low: UInt32) {
    guard isRunning else { return }
    var word = low
    if bits == 32 { word |= bank[Self.high] << 16 }
    if bits == 9 { word = low & 0xFF | Self.ninthBit.get(bank[Self.control1]) << 8 }
    if isFull { core.waiting.removeLast() }
    core.waiting.append(word)
    startWord()
    update()
  }

  private func takeWord() {
    core.isUnread = false
    if hasReceiveFIFO && !core.received.isEmpty { core.latest = core.received.removeFirst() }
    startWord()
    update()
  }

  /// The received word that is the next to be taken.
  private var oldest: UInt32 { hasReceiveFIFO ? core.received.first ?? core.latest : core.latest }

  // MARK: Outputs

  /// Whether it holds data to be read.
  public var requestsDMARead: Bool { isRunning && (hasReceiveFIFO ? !core.received.isEmpty : core.isUnread) }

  /// Whether it can take data.
  public var requestsDMAWrite: Bool { isRunning && !isFull }

  private func update() {
    interrupt.value = isInterrupting && Self.isInterruptEnabled.get(control) != 0
    let enable = Self.drivesEnable.get(control) != 0 ? !isBusy : nil
    if enable != core.enable {
      core.enable = enable
      if let enable { connections.enable.drive(enable) } else { connections.enable.release() }
    }
    onDMARequest?()
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.control:
      control | (isFull ? Self.isTransmitFull.mask : 0) | (connections.dataIn.level ? Self.inputLevel.mask : 0)
        | (isInterrupting ? Self.interruptBit.mask : 0)
    case Self.control1: bank[offset] | (isBusy ? Self.busy.mask : 0)
    case Self.low: oldest & 0xFFFF
    case Self.high: (core.half == .low ? core.latest : oldest) >> 16
    default: bank[offset]
    }
  }

  /// Reading takes the word; of one of 32 bits, the half that is read first.
  public func registerRead(_ offset: UInt32, width: Int) {
    let isLow = Self.low ~= offset
    let isFirstHalf = bits == 32 && core.half != (isLow ? .high : .low)
    if isLow { takeWord() }
    core.half = isFirstHalf ? isLow ? .low : .high : .none
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.low: writeWord(low: bank[Self.low])
    case Self.clearInterrupt:
      core.isInterruptLatched = false
      update()
    case Self.control:
      settings = SPISettings(bank)
      if !isRunning || Self.wordSize.get(value) != Self.wordSize.get(old) { empty() }
      startWord()
      update()
    case Self.control1:
      settings = SPISettings(bank)
      if Self.fifoMode.get(value) != Self.fifoMode.get(old) { empty() }
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
    settings = SPISettings(bank)
    core = state.core
    shiftEnded.set(at: core.shiftEnd)
  }
}
