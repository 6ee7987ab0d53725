import Blocks
import Machine

/// AAR: finds the identity key that a resolvable private address was made with.
///
/// Sources: the vendor's public register list; Zephyr `radio.c` and Mynewt `ble_phy.c` (ADDRPTR is that of a packet's header,
/// length and spare byte, which the address follows; keys have their highest byte first); Bluetooth Core Specification, volume
/// 3, part H, section 2.2.2 (hash function ah). Chosen: 6 us a key; the address is read when it starts; at most 16 keys;
/// END comes before RESOLVED or NOTRESOLVED.
public final class AAR: NRF51Block {
  /// The state of the block.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var end: Tick?
    var match: Int?
  }

  /// Its registers, tasks and events.
  public let page: PeripheralPage
  private let fabric: NRF51Fabric
  private let core: AESCore
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var finished: Alarm!
  private var match: Int?

  /// The block after reset, on the bus.
  public init(_ fabric: NRF51Fabric, core: AESCore) {
    self.fabric = fabric
    self.core = core
    page = PeripheralPage(Self.layout, "AAR", at: 0x4000_F000, "accelerated address resolver", fabric)
    request = fabric.clocks.request()
    load = fabric.load("AAR", fabric.coefficients.aar)
    finished = fabric.alarm("AAR.end") { [unowned self] in self.finish() }
    fabric.install(self, sharing: true)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    end()
  }

  /// Whether its ENABLE says so.
  public var isSelected: Bool { bank[Self.enable, Self.isEnabled] == 3 }

  private func end() {
    if finished.deadline != nil { core.take(false) }
    finished.cancel()
    request.isOn = false
    load.enter(.off)
  }

  /// What a task does.
  public func task(_ offset: UInt32) {
    guard isSelected else { return }
    switch offset {
    case Self.start: resolve()
    case Self.stop: end()
    default: break
    }
  }

  private func resolve() {
    let address = fabric.readRAM(bank[Self.address] &+ 3, count: 6)
    let count = min(Int(bank[Self.keyCount] & 0x1F), 16)
    match = (0..<count).first { isMade(address, with: $0) }
    request.isOn = true
    load.enter(.on)
    core.take(true)
    let tried = match.map { $0 + 1 } ?? max(count, 1)
    finished.set(at: fabric.now.adding(.microseconds(6 * UInt64(tried))))
  }

  /// Whether the lower half of the address is the hash of the upper one.
  private func isMade(_ address: [UInt8], with index: Int) -> Bool {
    guard address[5] >> 6 == 1 else { return false }
    let key = fabric.readRAM(bank[Self.keys] &+ UInt32(16 * index), count: 16)
    let padded = Array(repeating: UInt8(0), count: 13) + [address[5], address[4], address[3]]
    let hash = AESCipher(bytes: key).encrypt(bytes: padded)
    return Array(hash.suffix(3)) == [address[2], address[1], address[0]]
  }

  private func finish() {
    core.take(false)
    end()
    if let match { bank[Self.status] = UInt32(match) & 0xF }
    page.raise(Self.ended)
    page.raise(match == nil ? Self.notResolved : Self.resolved)
  }

  /// All of them change by tasks and alarms only.
  public func isSteady(_ offset: UInt32) -> Bool { offset >= 0x400 }

  /// Disabling stops it.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    if Self.enable ~= offset, !isSelected { end() }
  }

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, end: finished.deadline, match: match) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    match = state.match.map { $0 & 0xF }
    request.restore(state.end != nil)
    finished.set(at: state.end)
    core.restore(state.end != nil)
  }
}
