import Blocks
import Machine

/// The pads: one `Line` each, which the board wires to its parts.
///
/// GPIO decides their modes. A block drives its function's level here, which reaches every pad with that function; of several
/// pads with one input function the lowest counts (data sheet). A function decides the direction by itself, whatever PUPD says
/// (chosen: drivers set both). While SYS_CTRL.PAD_LATCH_EN is 0 the pads keep their last state: that is how they survive sleep.
/// The boot ROM drives pads past their registers.
final class Pads: Snapshotting {
  /// What decides the pads' outputs.
  struct State: Codable {
    var modes: NamedValues<PadMode>
    var latched: NamedValues<PadMode>
    /// By the function's number.
    var levels: [Int: Bool?]
    var latchedLevels: [Int: Bool?]
    var isTransparent: Bool
    /// Pads that the boot ROM drives.
    var overridden: [String: Bool] = [:]
  }

  static let names = Pin.all.map(\.description)

  private let lines: [Line]
  private let drivers: [LineDriver]
  private var externalPulls: [Bool?]
  /// What flows through them; `nil` without a supply.
  private var loads: PadLoads?
  private var state: State
  private var routingObservers: [() -> Void] = []
  private var serialPads: [Pin: SerialPad] = [:]
  private var signals: [(function: PinFunction, signal: PadSignal)] = []

  init(_ emulation: Emulation) {
    lines = Pads.names.map { emulation.line($0) }
    drivers = lines.map { $0.driver("pad") }
    externalPulls = Array(repeating: nil, count: lines.count)
    let modes = NamedValues(Pads.names, Array(repeating: PadMode.reset, count: lines.count))
    state = State(modes: modes, latched: modes, levels: [:], latchedLevels: [:], isTransparent: true)
  }

  /// A pad's line.
  subscript(pin: Pin) -> Line { lines[pin.index] }

  /// All lines, in the order of `Pin.all`.
  var all: [Line] { lines }

  /// States that the board has a resistor on the pad; it is stronger than the pad's own.
  func pull(_ pin: Pin, externally level: Bool, by resistor: PadResistor = PadResistor()) {
    externalPulls[pin.index] = level
    loads?.setResistor(pin.index, resistor)
    apply(pin.index)
  }

  /// States that the board has wired an asynchronous serial line to the pad: the UART that the pad is routed to sends on
  /// it or hears it, and so does the boot ROM. To be called before the chip is started.
  func attach(_ wire: SerialWire, to pin: Pin) {
    serialPads[pin] = SerialPad(wire)
    loads?.set(pin.index, flow(pin.index))
    tellRouting()
  }

  /// The serial line that the board has wired to a pad.
  func serialPad(_ pin: Pin) -> SerialPad? { serialPads[pin] }

  // MARK: For blocks

  /// A function as a signal of a block that knows no chip.
  func signal(_ function: PinFunction) -> PadSignal {
    let signal = PadSignal(pads: lines, releasedLevel: function.idleLevel) { [unowned self] in drive(function, $0) }
    signals.append((function, signal))
    return signal
  }

  private func route() {
    for (function, signal) in signals {
      let pin = pin(for: function)
      signal.route(to: pin.map { self[$0] }, serialPad: pin.flatMap { serialPads[$0] })
    }
  }

  private func tellRouting() {
    route()
    for (_, signal) in signals { signal.tellRouting() }
    for observer in routingObservers { observer() }
  }

  /// Whether a pad has the function.
  func isRouted(_ function: PinFunction) -> Bool { pin(for: function) != nil }

  /// The first pad that has the function.
  func pin(for function: PinFunction) -> Pin? {
    state.latched.values.firstIndex { $0.function == function.rawValue }.map { Pin.all[$0] }
  }

  /// Drives the function's output; `nil` lets it go.
  func drive(_ function: PinFunction, _ level: Bool?) {
    let number = Int(function.rawValue)
    let isKnown = state.levels[number] == .some(level)
    if isKnown, !state.isTransparent || state.latchedLevels[number] == .some(level) { return }
    state.levels[number] = .some(level)
    guard state.isTransparent else { return }
    state.latchedLevels[number] = .some(level)
    for index in lines.indices where state.latched.values[index].function == function.rawValue { apply(index) }
  }

  /// Drives a pad whatever its registers and its latch say; `nil` gives it back to them.
  func override(_ pin: Pin, _ level: Bool?) {
    let name = Pads.names[pin.index]
    guard state.overridden[name] != level else { return }
    state.overridden[name] = level
    apply(pin.index)
  }

  /// Calls `action` after a pad's function has changed.
  func onRoutingChange(_ action: @escaping () -> Void) { routingObservers.append(action) }

  // MARK: For GPIO and CRG

  func setMode(_ mode: PadMode, of pin: Pin) {
    let index = pin.index
    state.modes.values[index] = mode
    guard state.isTransparent, state.latched.values[index] != mode else { return }
    let rerouted = state.latched.values[index].function != mode.function
    state.latched.values[index] = mode
    apply(index)
    if rerouted { tellRouting() }
  }

  /// SYS_CTRL.PAD_LATCH_EN: transparent pads follow their registers, others keep what they have.
  func setTransparent(_ isTransparent: Bool) {
    guard isTransparent != state.isTransparent else { return }
    state.isTransparent = isTransparent
    guard isTransparent else { return }
    let rerouted = zip(state.latched.values, state.modes.values).contains { $0.function != $1.function }
    state.latched = state.modes
    state.latchedLevels = state.levels
    for index in lines.indices { apply(index) }
    if rerouted { tellRouting() }
  }

  private func apply(_ index: Int) {
    let mode = state.latched.values[index]
    var level: Bool?
    if mode.function == PinFunction.gpio.rawValue {
      level = mode.direction == 3 ? mode.data : nil
    } else if let function = PinFunction(rawValue: mode.function) {
      level = state.latchedLevels[Int(mode.function)] ?? function.idleLevel
    }
    if !state.overridden.isEmpty, let overriding = state.overridden[Pads.names[index]] { level = overriding }
    if let loads {
      loads.set(index, flow(index), driving: level)
    } else {
      drivers[index].value = level
    }
    let pull = externalPulls[index] ?? (mode.direction == 1)
    if lines[index].pull != pull { lines[index].pull = pull }
  }

  /// Puts them on the chip's supply, before the board pulls any.
  func supply(from net: PowerNet, _ coefficients: PadCoefficients) {
    loads = PadLoads(lines, drivers, set: flow, on: net, coefficients)
  }

  /// What of a pad's mode decides what flows through it. A pad that a block has, or a serial line hangs on, has no level here
  /// that says so.
  private func flow(_ index: Int) -> PadLoads.Setting? {
    let mode = state.latched.values[index]
    guard mode.function == PinFunction.gpio.rawValue, serialPads[Pin.all[index]] == nil else { return nil }
    let isInput = mode.direction != 3
    let pull: Bool? = mode.direction == 1 ? true : mode.direction == 2 ? false : nil
    return PadLoads.Setting(pull: pull, resistor: externalPulls[index], isInput: isInput)
  }

  // MARK: Snapshots

  /// All modes and levels, latched ones too.
  func saveState() -> State { state }

  /// Throws where a pad's mode is missing, or that of a pad is saved that the chip has not.
  func check(_ saved: State) throws(SnapshotError) {
    for modes in [saved.modes, saved.latched] { try modes.check(Pads.names) { "pad \($0)" } }
    for name in saved.overridden.keys.sorted() where !Pads.names.contains(name) {
      throw SnapshotError.unknown("pad \(name)")
    }
  }

  /// Takes over the modes; the lines restore their drivers by themselves.
  func restoreState(_ saved: State) {
    state = saved
    state.modes = saved.modes.sorted(as: Pads.names, or: .reset)
    state.latched = saved.latched.sorted(as: Pads.names, or: .reset)
    for pad in serialPads.values { pad.kept = [] }
    loads?.restore(lines.indices.map(flow))
    route()
    for (_, signal) in signals { signal.skipRouting() }
  }
}
