import Blocks
import Machine

/// The DMA controller: eight channels that copy bytes, halfwords or words between two addresses, from memory to memory
/// or at the pace of a peripheral.
///
/// Sources: the public register list; public driver code (`hw_dma`: request codes SPI 0, SPI2 1, UART 2, UART2 3, I2C 4,
/// I2C2 5, ADC 12; even channels receive, odd ones transmit; LEN and INT are one less than the counts; DMA_INIT reads A
/// once). Chosen: one item takes 4 HCLK cycles, two to read and two to write, one item at a time, the highest priority
/// first and the lowest channel among equals; the CPU is not slowed, whatever DMA_IDLE says; circular mode needs
/// requests; the index stays at the count when a channel has finished and clears when it is switched; an address that
/// nothing answers reads 0 and ignores writes.
public final class DMA: SoCBlock {
  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var indices = [UInt32](repeating: 0, count: DMA.channelCount)
    /// What DMA_INIT copies.
    var patterns = [UInt32](repeating: 0, count: DMA.channelCount)
    var pending: UInt32 = 0
    var active: Int?
    var end: Tick?
  }

  /// The state of the controller.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  /// Cycles of HCLK that an item takes.
  static let cyclesPerItem: UInt64 = 4

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var clients: [UInt32: any DMAClient] = [:]
  private var core = Core()
  private var itemEnded: Alarm!
  private var isCopying = false
  /// The channels that are on, so that requests cost nothing while none is.
  private var onMask: UInt32 = 0
  /// Told when the first channel was switched on, or the last one off.
  var onSwitch: (() -> Void)?

  /// The controller after reset, on the bus; `clients` by request code.
  public init(_ fabric: Fabric, clients: [UInt32: any DMAClient]) {
    self.fabric = fabric
    self.clients = clients
    interrupt = fabric.interrupt(.dma).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    itemEnded = fabric.emulation.alarm("DMA.item") { [unowned self] time in self.finishItem(at: time) }
    fabric.install(self)
    for client in clients.values {
      client.onDMARequest = { [unowned(unsafe) self] in if self.onMask != 0 { self.startItem(at: self.fabric.now) } }
    }
    fabric.clocks.onChange { [unowned self] in self.startItem(at: self.fabric.now) }
    fabric.onFreezeChange { [unowned self] in self.startItem(at: self.fabric.now) }
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// Back to the state after power-on.
  public func reset() {
    bank.reset()
    core = Core()
    setChannels(0)
    itemEnded.cancel()
    interrupt.value = false
  }

  // MARK: Channels

  /// Whether any channel is on.
  var isUsed: Bool { onMask != 0 }

  private func setChannels(_ mask: UInt32) {
    let wasUsed = isUsed
    onMask = mask
    if isUsed != wasUsed { onSwitch?() }
  }

  private func control(_ channel: Int) -> UInt32 { bank[Self.control, channel] }
  private func isOn(_ channel: Int) -> Bool { Self.isOn.get(control(channel)) != 0 }

  private func address(_ channel: Int, _ low: RegisterArray, _ high: RegisterArray, increments: Field) -> UInt32 {
    let start = bank[low, channel] | bank[high, channel] << 16
    let step = Self.increments(increments, control(channel)) ? core.indices[channel] &* width(channel) : 0
    return start &+ step
  }

  private static func increments(_ field: Field, _ control: UInt32) -> Bool { field.get(control) != 0 }

  private func width(_ channel: Int) -> UInt32 { 1 << min(Self.busWidth.get(control(channel)), 2) }

  private func isReady(_ channel: Int) -> Bool {
    let control = control(channel)
    guard Self.isOn.get(control) != 0 else { return false }
    guard Self.waitsForRequests.get(control) != 0 else { return true }
    let code = bank[Self.requests] >> UInt32(4 * (channel / 2)) & 0xF
    guard let client = clients[code] else { return false }
    return channel & 1 == 0 ? client.requestsDMARead : client.requestsDMAWrite
  }

  private var next: Int? {
    var best: Int?
    var bestPriority: UInt32 = 0
    for channel in 0..<Self.channelCount where isReady(channel) {
      let priority = Self.priority.get(control(channel))
      if best == nil || priority > bestPriority { (best, bestPriority) = (channel, priority) }
    }
    return best
  }

  // MARK: Copying

  private func startItem(at time: Tick) {
    guard onMask != 0, !isCopying, core.active == nil, !fabric.freeze.contains(.dma), let clock = fabric.clocks.hclk,
      let channel = next
    else { return }
    core.active = channel
    let end = time.adding(clock.time(ofEdge: Self.cyclesPerItem))
    core.end = end
    itemEnded.set(at: end)
  }

  private func finishItem(at time: Tick) {
    let active = core.active
    core.active = nil
    core.end = nil
    if let active, isReady(active) {
      isCopying = true
      copyItem(active)
      isCopying = false
      advance(active)
    }
    startItem(at: time)
  }

  private func copyItem(_ channel: Int) {
    let width = Int(width(channel))
    let bus = fabric.bus
    let faulted = bus.faulted
    let isPattern = Self.isInitializing.get(control(channel)) != 0 && core.indices[channel] > 0
    let from = address(channel, Self.aLow, Self.aHigh, increments: Self.incrementsA)
    let to = address(channel, Self.bLow, Self.bHigh, increments: Self.incrementsB)
    let value = isPattern ? core.patterns[channel] : bus.read(from, width: width)
    core.patterns[channel] = value
    bus.write(to, width: width, value: value)
    bus.faulted = faulted
  }

  /// Counts an item that was copied, unless the copy itself switched the channel off.
  private func advance(_ channel: Int) {
    guard isOn(channel) else { return }
    let index = core.indices[channel]
    if index == bank[Self.interruptAt, channel] && Self.isInterruptEnabled.get(control(channel)) != 0 {
      core.pending |= 1 << UInt32(channel)
      interrupt.value = true
    }
    guard index >= bank[Self.length, channel] else {
      core.indices[channel] = index + 1
      return
    }
    let both = Self.isCircular.mask | Self.waitsForRequests.mask
    if control(channel) & both == both {
      core.indices[channel] = 0
    } else {
      core.indices[channel] = (index + 1) & 0xFFFF
      bank[Self.control, channel] &= ~Self.isOn.mask
      setChannels(onMask & ~(1 << UInt32(channel)))
    }
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.interruptStatus: core.pending
    case Self.index: core.indices[Self.index.index(of: offset)]
    default: bank[offset]
    }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.clearInterrupt:
      core.pending &= ~value
      interrupt.value = core.pending != 0
    case Self.control where Self.isOn.isSet(in: value ^ old):
      let channel = Self.control.index(of: offset)
      core.indices[channel] = 0
      setChannels(onMask ^ 1 << UInt32(channel))
    default: break
    }
    startItem(at: fabric.now)
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core) }

  /// Throws where the state is not that of this block.
  public func check(_ state: State) throws(SnapshotError) {
    try bank.check(state.registers)
    guard state.core.indices.count == Self.channelCount, state.core.patterns.count == Self.channelCount else {
      throw .wrongCount("channels of \(bank.name)")
    }
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    onMask = (0..<Self.channelCount).reduce(0) { $0 | Self.isOn.get(control($1)) << UInt32($1) }
    core.active = core.active.map { $0 & 7 }
    itemEnded.set(at: core.end)
  }
}
