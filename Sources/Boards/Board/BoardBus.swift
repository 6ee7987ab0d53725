import Machine

/// A bus of a machine, and what hangs on it.
public struct BoardBus {
  /// A part on it.
  public struct Part {
    /// As the board file names it.
    public let name: String
    /// What speaks on the bus.
    public let part: AnyObject
    /// The line that selects it, low; `nil` for a part with an address.
    public let select: Line?
  }

  /// As board files name it.
  public let name: String
  /// Its wires.
  public let wires: BusWires
  /// In the order of the file.
  public internal(set) var parts: [Part] = []

  init(_ name: String, _ wires: BusWires) {
    self.name = name
    self.wires = wires
  }
}
