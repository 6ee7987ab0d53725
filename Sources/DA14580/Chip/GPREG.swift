import Machine

/// GPREG: freeze bits, the map of the exchange memory, and the request that wakes the Bluetooth core.
///
/// Sources: the public register list; the data sheet (BLE_WAKEUP_REQ raises BLE_WAKEUP_LP three to four low-power cycles
/// later). Chosen: four edges of that clock, and the request stands until the bit is cleared; the freeze registers both read
/// the bits that are frozen; the block is never without power, or the exchange memory would move in sleep.
final class GPREG: SoCBlock {
  /// Edges of the low-power clock from the request to the interrupt.
  static let wakeupEdges: UInt64 = 4

  /// The state of GPREG.
  struct State: RegisterState {
    var registers: NamedValues<UInt32>
    var freeze: Freeze
    var request: Tick?
  }

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.alwaysOn
  /// EM_MAP changed.
  var onExchangeMap: (() -> Void)?
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var request: Alarm!

  /// GPREG after power-on, on the bus.
  init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.bleWakeup).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    request = fabric.emulation.alarm("GPREG.wakeup") { [unowned self] _ in self.interrupt.value = true }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in if self.isWaiting { self.schedule() } }
  }

  /// Nothing frozen.
  func reset() {
    bank.reset()
    request.cancel()
    interrupt.value = nil
    fabric.setFreeze([])
    onExchangeMap?()
  }

  private var isWaiting: Bool { bank.isSet(Self.gpControl, Self.wakeupRequest) && interrupt.value == nil }

  private func schedule() {
    request.set(
      at: fabric.clocks.lowPower.map { $0.time(ofEdge: $0.edges(in: fabric.now) &+ Self.wakeupEdges) })
  }

  /// What software reads.
  func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.setFreeze, Self.resetFreeze: fabric.freeze.rawValue
    default: bank[offset]
    }
  }

  /// What a write by software does.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.setFreeze: fabric.setFreeze(fabric.freeze.union(Freeze(rawValue: value)))
    case Self.resetFreeze: fabric.setFreeze(fabric.freeze.subtracting(Freeze(rawValue: value)))
    case Self.gpControl:
      if Self.exchangeMap.get(value ^ old) != 0 { onExchangeMap?() }
      if Self.wakeupRequest.get(value) == 0 {
        request.cancel()
        interrupt.value = nil
      } else if Self.wakeupRequest.get(old) == 0 {
        schedule()
      }
    default: break
    }
  }

  /// Everything that decides its future.
  func saveState() -> State {
    State(registers: bank.named, freeze: fabric.freeze, request: request.deadline)
  }

  /// Takes over a saved state; the exchange memory follows from it.
  func restoreState(_ state: State) {
    bank.restore(state.registers)
    fabric.restoreFreeze(state.freeze)
    request.set(at: state.request)
    onExchangeMap?()
  }
}
