import Machine

/// A pad of the package, P0_0 ... P4_7. Port 2 has five; a pin that does not exist cannot be made.
public struct Pin: Hashable, Codable, Sendable, CustomStringConvertible {
  /// Pads of each port. Source: the mode registers of the public register list.
  static let counts = [8, 8, 5, 8, 8]
  /// All pads, port by port.
  public static let all: [Pin] = counts.indices.flatMap { port in (0..<counts[port]).map { Pin(port, $0) } }

  /// 0 ... 4.
  public let port: Int
  /// 0 ... 7; 0 ... 4 on port 2.
  public let bit: Int

  /// `Pin(3, 4)` is P3_4. Stops the program where there is no such pad: pins are named in source, never by firmware.
  public init(_ port: Int, _ bit: Int) {
    require(Pin.counts.indices.contains(port) && bit >= 0 && bit < Pin.counts[port], "no pin P\(port)_\(bit)")
    self.port = port
    self.bit = bit
  }

  /// `P3_4`.
  public var description: String { "P\(port)_\(bit)" }

  /// Position in `all`.
  var index: Int { Pin.counts[..<port].reduce(0, +) + bit }
}
