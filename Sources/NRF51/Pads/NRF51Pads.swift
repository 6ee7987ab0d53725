import Blocks
import Machine

/// The 32 pads: one `Line` each, `P0_0` to `P0_31`, which the board wires to its parts.
///
/// GPIO decides direction, level, drive and pull; a block that a PSEL register leads to a pad has it while it is enabled. The
/// board says which serial lines and buses end at which pads, so that whichever block firmware leads there finds them.
public final class NRF51Pads: Snapshotting {
  /// What the blocks' connections are.
  public struct State: Codable {
    /// The pads by the connections' names.
    var pins: [String: Int]
    /// What outputs drive; those in high impedance are left out.
    var levels: [String: Bool]
    /// The connection that has each pad.
    var owners: [Int: String]
  }

  /// How many there are.
  public static let count = 32
  static let names = (0..<count).map { "P0_\($0)" }

  private struct Pair<Wires> {
    let pins: [Int?]
    let wires: Wires
  }

  private let lines: [Line]
  private let drivers: [LineDriver]
  private var externalPulls: [Bool?]
  /// What flows through them; `nil` without a supply.
  private var loads: PadLoads?
  private var serialPads: [Int: SerialPad] = [:]
  private var spiBuses: [Pair<SPIBus>] = []
  private var i2cBuses: [Pair<I2CBus>] = []
  /// The pads that a bus or a serial line is at.
  private var wired: UInt32 = 0
  private var connections: [PadConnection] = []
  private var owners: [PadConnection?] = Array(repeating: nil, count: count)
  /// Connections with an observer, by pad.
  private var listeners: [[PadConnection]] = Array(repeating: [], count: count)
  // GPIO's registers, whose state they are.
  private(set) var configurations = [UInt32](repeating: 2, count: count)
  private(set) var output: UInt32 = 0
  /// GPIO hears of changes of the pads whose bit is set.
  var sensed: UInt32 = 0
  var onSense: ((Int) -> Void)?

  init(_ emulation: Emulation) {
    lines = Self.names.map { emulation.line($0) }
    drivers = lines.map { $0.driver("pad") }
    externalPulls = Array(repeating: nil, count: Self.count)
    for (number, line) in lines.enumerated() {
      line.observe { [unowned self] in self.changed(number, $0) }
    }
  }

  /// A pad's line, 0 ... 31.
  public subscript(number: Int) -> Line { lines[number & 31] }

  /// The pad of a name, `P0_17` or `P0.17`.
  public func named(_ name: String) -> Line? {
    Self.names.firstIndex(of: name.replacing(".", with: "_")).map { lines[$0] }
  }

  // MARK: For boards

  /// States that the board has a resistor on the pad; it is stronger than the pad's own.
  public func pull(_ number: Int, externally level: Bool, by resistor: PadResistor = PadResistor()) {
    externalPulls[number & 31] = level
    loads?.setResistor(number & 31, resistor)
    apply(number & 31)
  }

  /// States that the board has wired an asynchronous serial line to the pad. To be called before the chip is started.
  public func attach(_ wire: SerialWire, to number: Int) {
    serialPads[number & 31] = SerialPad(wire)
    setWired([number])
  }

  /// States that an SPI bus has its clock, its data to the parts and its data from them at these pads.
  public func attach(_ wires: SPIBus, clock: Int, dataOut: Int?, dataIn: Int?) {
    spiBuses.append(Pair(pins: [clock, dataOut, dataIn], wires: wires))
    setWired([clock, dataOut, dataIn])
  }

  /// States that an I2C bus is at these pads.
  public func attach(_ wires: I2CBus, clock: Int, data: Int) {
    i2cBuses.append(Pair(pins: [clock, data], wires: wires))
    setWired([clock, data])
  }

  private func setWired(_ numbers: [Int?]) {
    for case let number? in numbers {
      wired |= 1 << UInt32(number & 31)
      loads?.set(number & 31, flow(number & 31))
    }
  }

  // MARK: For blocks

  /// A signal that is led nowhere, under a name of its own such as `UART0.TXD`.
  public func connection(_ name: String, isOutput: Bool) -> PadConnection {
    require(!connections.contains { $0.name == name }, "two pad connections named \(name)")
    let connection = PadConnection(name, isOutput: isOutput, self)
    connections.append(connection)
    return connection
  }

  /// The serial line at a pad.
  public func serialPad(_ number: Int) -> SerialPad? { serialPads[number] }

  /// The SPI bus whose clock is at a pad, if the data pads that are named are its own too.
  public func spiBus(clock: Int?, dataOut: Int?, dataIn: Int?) -> SPIBus? {
    spiBuses.first { pair in
      clock != nil && pair.pins[0] == clock && (dataOut == nil || pair.pins[1] == dataOut)
        && (dataIn == nil || pair.pins[2] == dataIn)
    }?.wires
  }

  /// The I2C bus at two pads.
  public func i2cBus(clock: Int?, data: Int?) -> I2CBus? {
    clock == nil ? nil : i2cBuses.first { $0.pins == [clock, data] }?.wires
  }

  func connect(_ connection: PadConnection, to pin: Int?) {
    let old = connection.pin
    guard old != pin else { return }
    connection.pin = pin
    if connection.isOutput {
      if let old, owners[old] === connection {
        // Another output that was led there has it again.
        owners[old] = connections.last { $0.isOutput && $0.pin == old }
      }
      if let pin { owners[pin] = connection }
    }
    updateListeners()
    if let old { apply(old) }
    if let pin { apply(pin) }
  }

  func updateListeners() {
    for number in listeners.indices where !listeners[number].isEmpty { listeners[number] = [] }
    for connection in connections where connection.observer != nil {
      if let pin = connection.pin { listeners[pin].append(connection) }
    }
  }

  private func changed(_ number: Int, _ level: Bool) {
    if sensed >> UInt32(number) & 1 != 0 { onSense?(number) }
    for connection in listeners[number] where connection.pin == number { connection.observer?(level) }
  }

  // MARK: For GPIO

  /// PIN_CNF, with DIR.
  func configure(_ number: Int, _ configuration: UInt32) {
    guard configurations[number] != configuration else { return }
    configurations[number] = configuration
    apply(number)
  }

  /// OUT.
  func setOutput(_ next: UInt32) {
    var changes = output ^ next
    output = next
    while changes != 0 {
      let number = changes.trailingZeroBitCount
      changes &= changes - 1
      if owners[number] == nil { apply(number) }
    }
  }

  /// For taking over a saved state: the lines restore themselves.
  func restore(_ savedConfigurations: [UInt32], output savedOutput: UInt32) {
    for (number, value) in savedConfigurations.prefix(Self.count).enumerated() { configurations[number] = value }
    output = savedOutput
    loads?.restore(lines.indices.map(flow))
  }

  func apply(_ number: Int) {
    let configuration = configurations[number]
    var level: Bool?
    if let owner = owners[number] {
      level = owner.level
    } else if configuration & 1 != 0 {
      level = output >> UInt32(number) & 1 != 0
    }
    // D0S1, D0H1: 0 is disconnected; S0D1, H0D1: 1 is.
    switch configuration >> 8 & 7 {
    case 4, 5: if level == false { level = nil }
    case 6, 7: if level == true { level = nil }
    default: break
    }
    if let loads {
      loads.set(number, flow(number), driving: level)
    } else {
      drivers[number].value = level
    }
    let pull = externalPulls[number] ?? (configuration >> 2 & 3 == 3)
    if lines[number].pull != pull { lines[number].pull = pull }
  }

  /// Puts them on the chip's supply, before the board pulls any.
  public func supply(from net: PowerNet, _ coefficients: PadCoefficients) {
    loads = PadLoads(lines, drivers, set: flow, on: net, coefficients)
  }

  /// What of a pad's configuration decides what flows through it. A pad that a block has, or a bus or a serial line hangs on, has
  /// no level here that says so; one that GPIOTE listens to is GPIO's.
  private func flow(_ number: Int) -> PadLoads.Setting? {
    guard owners[number] == nil, !listeners[number].contains(where: \.takesPad), wired >> UInt32(number) & 1 == 0 else {
      return nil
    }
    let configuration = configurations[number]
    let pull: Bool? =
      switch configuration >> 2 & 3 {
      case 1: false
      case 3: true
      default: nil
      }
    // An output's pull stays connected; an input whose buffer is disconnected does not look.
    return PadLoads.Setting(
      pull: pull, resistor: externalPulls[number], isInput: configuration & 1 == 0 && configuration & 2 == 0)
  }

  // MARK: Snapshots

  /// The connections.
  public func saveState() -> State {
    var state = State(pins: [:], levels: [:], owners: [:])
    for connection in connections {
      if let pin = connection.pin { state.pins[connection.name] = pin }
      if let level = connection.level { state.levels[connection.name] = level }
    }
    for (number, owner) in owners.enumerated() { if let owner { state.owners[number] = owner.name } }
    return state
  }

  /// Throws where a connection is not known.
  public func check(_ state: State) throws(SnapshotError) {
    let known = Set(connections.map(\.name))
    for name in state.pins.keys.sorted() where !known.contains(name) {
      throw SnapshotError.unknown("pad connection \(name)")
    }
  }

  /// Takes over the connections; the lines restore themselves.
  public func restoreState(_ state: State) {
    for connection in connections {
      connection.pin = state.pins[connection.name].map { $0 & 31 }
      connection.level = state.levels[connection.name]
    }
    for number in owners.indices {
      owners[number] = state.owners[number].flatMap { name in connections.first { $0.name == name } }
    }
    updateListeners()
    loads?.restore(lines.indices.map(flow))
  }
}
