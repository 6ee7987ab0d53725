import Machine

/// What has passed on a board's wires as one: what an SPI part was selected for, what an I2C controller wrote or read between a start
/// and what ends it, or what came without a pause on the data cable.
package struct BusTransfer: Equatable, Sendable {
  /// How the wires speak.
  package enum Kind: String, Sendable {
    case spi = "SPI"
    case i2c = "I2C"
    case uart = "UART"
  }

  /// Whose bytes they are, seen from the chip.
  package enum Direction: String, Sendable { case write, read, both }

  /// Words that are kept of each direction; more are counted.
  package static let limit = 256

  /// The bus, as the board file names it; `cable` for the data cable.
  package let bus: String
  /// How it speaks.
  package let kind: Kind
  /// The part, as the board file names it; `nil` where none was selected or has the address.
  package let part: String?
  /// The 7-bit address; `nil` but on I2C.
  package let address: UInt8?
  /// Whose bytes they are.
  package let direction: Direction
  /// When the part was selected, the address was acknowledged, or the first character had ended.
  package let start: Tick
  /// When that was over.
  package internal(set) var end: Tick
  /// The width of a word: 8, as longer ones of whole bytes are told byte by byte, or 9.
  package private(set) var bits = 8
  /// The first words that the chip sent.
  package private(set) var sent: [UInt32] = []
  /// The first words that it received.
  package private(set) var received: [UInt32] = []
  /// How many words passed, each with its answer.
  package private(set) var count = 0
  /// Whether the address and every byte written was acknowledged; `nil` but on I2C.
  package internal(set) var isAcknowledged: Bool?

  init(
    _ bus: String, _ kind: Kind, part: String? = nil, address: UInt8? = nil, _ direction: Direction, at start: Tick,
    isAcknowledged: Bool? = nil
  ) {
    (self.bus, self.kind, self.part, self.address) = (bus, kind, part, address)
    (self.direction, self.start, self.isAcknowledged) = (direction, start, isAcknowledged)
    end = start
  }

  /// A word of so many bits has passed, the most significant first, whose end is now.
  package mutating func add(sent: UInt32? = nil, received: UInt32? = nil, bits width: Int = 8, at now: Tick) {
    end = now
    if width % 8 != 0 { bits = width }
    let step = width % 8 == 0 ? 8 : width
    for shift in stride(from: width - step, through: 0, by: -step) {
      count += 1
      guard count <= BusTransfer.limit else { continue }
      let mask: UInt32 = (1 << UInt32(step)) - 1
      if let sent { self.sent.append(sent >> UInt32(shift) & mask) }
      if let received { self.received.append(received >> UInt32(shift) & mask) }
    }
  }
}
