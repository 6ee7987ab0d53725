import Blocks
import Machine

/// ECB: encrypts one AES block in RAM: 16 bytes of key, 16 of plain text, and 16 where the result goes.
///
/// Sources: the vendor's public register list; public drivers; Nordic Semiconductor, nRF51 series reference manual, ECB (CCM
/// and AAR go before: ERRORECB). Chosen: 8 us a block; key and text are read when it starts.
public final class ECB: NRF51Block {
  /// The state of the block.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var end: Tick?
    var pointer: UInt32
    var input: [UInt8]
  }

  /// Its registers, tasks and events.
  public let page: PeripheralPage
  private let fabric: NRF51Fabric
  private let core: AESCore
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var finished: Alarm!
  private var pointer: UInt32 = 0
  private var input: [UInt8] = []

  /// The block after reset, on the bus. CCM and AAR have the same `core`.
  public init(_ fabric: NRF51Fabric, core: AESCore) {
    self.fabric = fabric
    self.core = core
    page = PeripheralPage(Self.layout, "ECB", at: 0x4000_E000, "AES encryption of a block", fabric)
    request = fabric.clocks.request()
    load = fabric.load("ECB", fabric.coefficients.ecb)
    finished = fabric.alarm("ECB.block") { [unowned self] in self.finish() }
    core.onTaken = { [unowned self] in self.abort() }
    fabric.install(self)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    end()
  }

  private func end() {
    finished.cancel()
    input = []
    request.isOn = false
    load.enter(.off)
  }

  private func abort() {
    guard finished.deadline != nil else { return }
    end()
    page.raise(Self.failed)
  }

  /// What a task does.
  public func task(_ offset: UInt32) {
    switch offset {
    case Self.start:
      guard !core.isTaken else { return page.raise(Self.failed) }
      pointer = bank[Self.pointer]
      input = fabric.readRAM(pointer, count: 32)
      request.isOn = true
      load.enter(.on)
      finished.set(at: fabric.now.adding(.microseconds(AESCore.blockMicroseconds)))
    case Self.stop: abort()
    default: break
    }
  }

  private func finish() {
    let result = AESCipher(bytes: Array(input.prefix(16))).encrypt(bytes: Array(input.dropFirst(16)))
    fabric.writeRAM(pointer &+ 32, result)
    end()
    page.raise(Self.ended)
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(registers: bank.named, end: finished.deadline, pointer: pointer, input: input)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    pointer = state.pointer
    input = state.input
    request.restore(state.end != nil)
    finished.set(at: state.end)
    core.restoreFree()
  }
}
