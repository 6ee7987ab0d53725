import Blocks
import Machine

/// RNG: a random byte every 677 us, or every 167 us without the correction of bias. Here they are pseudo-random from the
/// chip's seed, so that runs repeat.
///
/// Sources: the vendor's public register list; public drivers (677 us; it goes on until STOP); Nordic Semiconductor, nRF51822
/// product specification (167 us). Chosen: both kinds of bytes are uniform and every one takes the same time; CONFIG counts from
/// the next byte on; a byte that is not read is lost.
public final class RNG: NRF51Block {
  /// The state of the generator.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var next: Tick?
    var count: UInt64
  }

  /// Its registers, tasks and event.
  public let page: PeripheralPage
  private let fabric: NRF51Fabric
  private let noise: SeededNoise
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var made: Alarm!
  private var count: UInt64 = 0

  /// The generator after reset, on the bus.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    noise = SeededNoise(seed: fabric.seed, stream: 0x0D)
    page = PeripheralPage(Self.layout, "RNG", at: 0x4000_D000, "random number generator", fabric)
    request = fabric.clocks.request()
    load = fabric.load("RNG", fabric.coefficients.rng)
    made = fabric.alarm("RNG.byte") { [unowned self] in self.finishByte() }
    fabric.install(self)
  }

  /// Back to the state after power-on; the numbers go on.
  public func reset() {
    page.reset()
    halt()
  }

  private func halt() {
    made.cancel()
    request.isOn = false
    load.enter(.off)
  }

  private func startByte() {
    made.set(at: fabric.now.adding(.microseconds(bank.isSet(Self.config, Self.isCorrected) ? 677 : 167)))
  }

  /// What a task does.
  public func task(_ offset: UInt32) {
    switch offset {
    case Self.start:
      guard made.deadline == nil else { return }
      request.isOn = true
      load.enter(.on)
      startByte()
    case Self.stop: halt()
    default: break
    }
  }

  private func finishByte() {
    bank[Self.value] = UInt32(noise.bits(count) >> 56)
    count &+= 1
    startByte()
    page.raise(Self.ready)
  }

  /// VALUE changes by its alarm only.
  public func isSteady(_ offset: UInt32) -> Bool { offset >= 0x400 }

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, next: made.deadline, count: count) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    count = state.count
    request.restore(state.next != nil)
    made.set(at: state.next)
  }
}
