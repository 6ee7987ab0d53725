import Blocks
import CortexM0
import Machine

/// LPCOMP: compares a pad's voltage with a part of the supply or a reference pad, and can wake the chip from System OFF.
///
/// Sources: the vendor's public register list; as the sibling nRF52, it is ready 140 us after START. Chosen: it is ideal,
/// without hysteresis or delay; above is above or equal; it looks when the voltage changes, of which the board tells it, and
/// pads by themselves; the supply's own changes count at the next look; the result of before START is below.
public final class LPCOMP: NRF51Block {
  /// The state of the comparator.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var readyTime: Tick?
    var isRunning: Bool
    var isAbove: Bool
  }

  /// Its registers, tasks and events.
  public let page: PeripheralPage
  private let fabric: NRF51Fabric
  private let inputs: AnalogInputs
  private let load: Load<OnOffState>
  private let wake: LineDriver
  private let input: PadConnection
  private var started: Alarm!
  private var isRunning = false
  private var isAbove = false

  /// The comparator after reset, on the bus.
  public init(_ fabric: NRF51Fabric, inputs: AnalogInputs) {
    self.fabric = fabric
    self.inputs = inputs
    page = PeripheralPage(Self.layout, "LPCOMP", at: 0x4001_3000, "low-power comparator", fabric)
    load = fabric.load("LPCOMP", fabric.coefficients.comparator)
    wake = fabric.analogDetect.driver("LPCOMP")
    input = fabric.pads.connection("LPCOMP.IN", isOutput: false)
    started = fabric.alarm("LPCOMP.ready") { [unowned self] in self.becomeReady() }
    input.onLevel { [unowned self] _ in self.inputChanged() }
    fabric.install(self)
  }

  /// It works on in System OFF.
  public var survives: Set<ResetKind> { [.hibernation] }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    halt()
  }

  private func halt() {
    started.cancel()
    isRunning = false
    isAbove = false
    input.disconnect()
    load.enter(.off)
  }

  /// What a task does.
  public func task(_ offset: UInt32) {
    switch offset {
    case Self.start:
      guard bank[Self.enable, Self.isEnabled] == 1, !isRunning else { return }
      input.connect(UInt32(AnalogInputs.pads[Int(bank[Self.input] & 7)]))
      load.enter(.on)
      started.set(at: fabric.now.adding(.microseconds(140)))
    case Self.stop: halt()
    case Self.sample: if isRunning { bank[Self.result] = isInputAbove ? 1 : 0 }
    default: break
    }
  }

  private func becomeReady() {
    isRunning = true
    isAbove = isInputAbove
    page.raise(Self.ready)
  }

  private var isInputAbove: Bool {
    let voltage = inputs.voltage(atPad: AnalogInputs.pads[Int(bank[Self.input] & 7)])
    let selection = Int(bank[Self.reference] & 7)
    guard selection == 7 else { return 8 * voltage >= (selection + 1) * inputs.supply }
    return voltage >= inputs.reference(Int(bank[Self.externalReference] & 1))
  }

  /// The voltage at the input or the reference may have changed: for boards.
  public func inputChanged() {
    guard isRunning else { return }
    let isNowAbove = isInputAbove
    guard isNowAbove != isAbove else { return }
    isAbove = isNowAbove
    let detect = bank[Self.detect] & 3
    let isWaking = detect == 0 || detect == 1 && isNowAbove || detect == 2 && !isNowAbove
    page.raise(isNowAbove ? Self.up : Self.down)
    page.raise(Self.cross)
    if isWaking {
      wake.value = true
      wake.value = nil
    }
  }

  /// All of them change by tasks and alarms only.
  public func isSteady(_ offset: UInt32) -> Bool { offset >= 0x400 }

  /// Disabling stops it.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    if Self.enable ~= offset, bank[Self.enable, Self.isEnabled] != 1 { halt() }
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(registers: bank.named, readyTime: started.deadline, isRunning: isRunning, isAbove: isAbove)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    started.set(at: state.readyTime)
    isRunning = state.isRunning
    isAbove = state.isAbove
  }
}
