import Blocks
import Machine

/// ADC: 8, 9 or 10 bits of a pad or of the supply.
///
/// Sources: the vendor's public register list (inputs, prescalers, references); Nordic Semiconductor, nRF51822 product
/// specification (20, 36 or 68 us a conversion; band gap 1.2 V). Chosen: the converter is ideal, rounds down and ends at full
/// scale; of several inputs the lowest counts; values of INPSEL and EXTREFSEL that are not listed are 0 V; a START while it
/// converts begins anew; HFCLK is requested and current drawn while it converts.
public final class ADC: NRF51Block {
  /// The state of the converter.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var end: Tick?
  }

  /// Its registers, tasks and event.
  public let page: PeripheralPage
  /// What is at the pads.
  public let inputs: AnalogInputs
  private let fabric: NRF51Fabric
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var converted: Alarm!

  /// The converter after reset, on the bus.
  public init(_ fabric: NRF51Fabric, inputs: AnalogInputs) {
    self.fabric = fabric
    self.inputs = inputs
    page = PeripheralPage(Self.layout, "ADC", at: 0x4000_7000, "analog-to-digital converter", fabric)
    request = fabric.clocks.request()
    load = fabric.load("ADC", fabric.coefficients.adc)
    converted = fabric.alarm("ADC.conversion") { [unowned self] in self.finish() }
    fabric.install(self)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    end()
  }

  private func end() {
    converted.cancel()
    bank[Self.busy] = 0
    request.isOn = false
    load.enter(.off)
  }

  /// What a task does.
  public func task(_ offset: UInt32) {
    switch offset {
    case Self.start:
      guard bank[Self.enable, Self.isEnabled] == 1 else { return }
      bank[Self.busy] = 1
      request.isOn = true
      load.enter(.on)
      converted.set(at: fabric.now.adding(.microseconds([20, 36, 68, 68][Int(bank[Self.config, Self.resolution])])))
    case Self.stop: end()
    default: break
    }
  }

  private func finish() {
    end()
    bank[Self.result] = convert()
    page.raise(Self.ended)
  }

  private func convert() -> UInt32 {
    let full = 256 << min(Int(bank[Self.config, Self.resolution]), 2)
    let supply = inputs.supply
    let pad = Int(bank[Self.config, Self.inputPin]).trailingZeroBitCount
    let pin = pad < AnalogInputs.pads.count ? inputs.voltage(atPad: AnalogInputs.pads[pad]) : 0
    // In sixths of a millivolt, so that thirds and halves are whole.
    let input: Int =
      switch bank[Self.config, Self.input] {
      case 0: 6 * pin
      case 1: 4 * pin
      case 2: 2 * pin
      case 5: 4 * supply
      case 6: 2 * supply
      default: 0
      }
    let reference: Int =
      switch bank[Self.config, Self.reference] {
      case 0: 6 * 1_200
      case 1:
        switch bank[Self.config, Self.externalReference] {
        case 1: 6 * inputs.reference(0)
        case 2: 6 * inputs.reference(1)
        default: 0
        }
      case 2: 3 * supply
      default: 2 * supply
      }
    guard reference > 0 else { return input > 0 ? UInt32(full - 1) : 0 }
    return UInt32(min(input * full / reference, full - 1))
  }

  /// All of them change by tasks and alarms only.
  public func isSteady(_ offset: UInt32) -> Bool { offset >= 0x400 }

  /// Disabling ends a conversion.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    if Self.enable ~= offset, bank[Self.enable, Self.isEnabled] != 1 { end() }
  }

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, end: converted.deadline) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    request.restore(state.end != nil)
    converted.set(at: state.end)
  }
}
