import Machine

/// A pad, P0_0 ... P3_7. A pin that does not exist cannot be made.
struct Pin: Hashable, Codable, CustomStringConvertible {
  /// Pads of each port. Source: the mode registers of the public register list; smaller packages lack some.
  static let counts = [8, 6, 10, 8]
  /// All pads, port by port.
  static let all: [Pin] = counts.indices.flatMap { port in (0..<counts[port]).map { Pin(port, $0) } }
  private static let first = counts.indices.map { counts[..<$0].reduce(0, +) }

  /// 0 ... 3.
  let port: Int
  /// 0 ... 9, less on most ports.
  let bit: Int

  /// `Pin(2, 4)` is P2_4. Stops the program where there is no such pad: pins are named in source, never by firmware.
  init(_ port: Int, _ bit: Int) {
    require(Pin.counts.indices.contains(port) && bit >= 0 && bit < Pin.counts[port], "no pin P\(port)_\(bit)")
    self.port = port
    self.bit = bit
  }

  /// The pad of a name such as `P2_4`; `nil` where there is none.
  init?(named name: String) {
    guard let pin = Pin.all.first(where: { $0.description == name }) else { return nil }
    self = pin
  }

  /// `P2_4`.
  var description: String { "P\(port)_\(bit)" }

  /// Position in `all`.
  var index: Int { Pin.first[port] + bit }
}
