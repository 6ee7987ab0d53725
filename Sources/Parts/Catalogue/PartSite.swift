import Machine

/// Where a part is made: its board's surroundings, its rail, and what its pins are wired to.
public struct PartSite {
  /// The machine.
  public let emulation: Emulation
  /// Its name in ledger, traces and snapshots.
  public let name: String
  /// What feeds it.
  public let net: PowerNet
  /// The temperature around the board.
  public let ambient: Ambient
  /// What moves the board.
  public let motion: any MotionSource
  /// Whose pulse it measures.
  public let heart: any HeartSource
  /// Of everything random on the board.
  public let seed: UInt64
  /// What the radio does.
  public let radio: Radio.Activity
  /// What the board file chooses.
  public let values: PartValues
  /// Its address on an I2C bus.
  public let address: UInt8
  /// The memory that a flash controller of the chip maps; `nil` for a part on an ordinary bus.
  public let mappedMemory: Memory?
  private let lines: [String: Line]
  private let coefficients: [String: Coefficient]
  private let attachSerial: (SerialWire, String) -> Void

  /// All of it. `lines` has every required pin of the kind; `serial` wires a serial line to the pad of a pin.
  public init(
    emulation: Emulation, name: String, net: PowerNet, ambient: Ambient, motion: any MotionSource,
    heart: any HeartSource, seed: UInt64, radio: Radio.Activity, values: PartValues, address: UInt8,
    mappedMemory: Memory?, lines: [String: Line], coefficients: [String: Coefficient],
    serial: @escaping (SerialWire, String) -> Void
  ) {
    self.emulation = emulation
    self.name = name
    self.net = net
    self.ambient = ambient
    self.motion = motion
    self.heart = heart
    self.seed = seed
    self.radio = radio
    self.values = values
    self.address = address
    self.mappedMemory = mappedMemory
    self.lines = lines
    self.coefficients = coefficients
    attachSerial = serial
  }

  /// The line of a required pin. Stops the program where the kind has no such pin.
  public func pin(_ name: String) -> Line {
    guard let line = lines[name] else { fatalError("\(self.name): no pin '\(name)'") }
    return line
  }

  /// The line of a pin that may be left open.
  public func pin(ifWired name: String) -> Line? { lines[name] }

  /// Wires an asynchronous serial line to the pad of a pin.
  public func attach(_ wire: SerialWire, to pin: String) { attachSerial(wire, pin) }

  /// The documented numbers, with those that the board or the run has in their place.
  public func figures<Figures: CoefficientSet>(_ documented: Figures) -> Figures { documented.overriding(coefficients) }
}
