import Blocks
import Machine

/// TEMP: the die's temperature in quarters of a degree Celsius.
///
/// Sources: the vendor's public register list; Nordic Semiconductor, nRF51822 product specification (36 us a measurement).
/// Chosen: it is exact, to the nearest quarter.
public final class TEMP: NRF51Block {
  /// The state of the sensor.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var end: Tick?
  }

  /// Its registers, tasks and event.
  public let page: PeripheralPage
  /// The die's temperature in thousandths of a degree Celsius.
  public var dieMillidegrees: () -> Int = { 25_000 }
  private let fabric: NRF51Fabric
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var measured: Alarm!

  /// The sensor after reset, on the bus.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    page = PeripheralPage(Self.layout, "TEMP", at: 0x4000_C000, "temperature sensor", fabric)
    request = fabric.clocks.request()
    load = fabric.load("TEMP", fabric.coefficients.temperature)
    measured = fabric.alarm("TEMP.measurement") { [unowned self] in self.finish() }
    fabric.install(self)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    end()
  }

  private func end() {
    measured.cancel()
    request.isOn = false
    load.enter(.off)
  }

  /// What a task does.
  public func task(_ offset: UInt32) {
    switch offset {
    case Self.start:
      request.isOn = true
      load.enter(.on)
      measured.set(at: fabric.now.adding(.microseconds(36)))
    case Self.stop: end()
    default: break
    }
  }

  private func finish() {
    end()
    let temperature = min(max(dieMillidegrees(), -100_000), 200_000)
    let quarters = (temperature * 4 + (temperature < 0 ? -500 : 500)) / 1_000
    bank[Self.value] = UInt32(bitPattern: Int32(quarters))
    page.raise(Self.ready)
  }

  /// The result changes by its alarm only.
  public func isSteady(_ offset: UInt32) -> Bool { offset >= 0x400 }

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, end: measured.deadline) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    request.restore(state.end != nil)
    measured.set(at: state.end)
  }
}
