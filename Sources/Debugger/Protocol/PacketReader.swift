import Link

/// Finds packets of GDB's remote serial protocol in what a client sends (GDB manual, E.1).
struct PacketReader {
  enum Item: Equatable {
    /// The contents of a packet whose checksum is right, with its escapes undone.
    case packet([UInt8])
    /// A packet whose checksum is wrong, or that is too long.
    case damaged
    /// 0x03 outside a packet.
    case interrupt
    /// `-`: the client has not understood the latest packet.
    case again
  }

  /// Bytes of a packet; what is longer is not from a debugger.
  static let limit = 0x10_000

  private enum State {
    case outside
    case inside
    case checksum(first: UInt8?)
  }

  private var state = State.outside
  private var raw: [UInt8] = []
  private var isTooLong = false

  /// Reads bytes as they come, in whatever pieces.
  mutating func read(_ bytes: some Sequence<UInt8>) -> [Item] {
    var items: [Item] = []
    for byte in bytes {
      switch state {
      case .outside:
        switch byte {
        case UInt8(ascii: "$"): begin()
        case 0x03: items.append(.interrupt)
        case UInt8(ascii: "-"): items.append(.again)
        default: break
        }
      case .inside:
        switch byte {
        case UInt8(ascii: "#"): state = .checksum(first: nil)
        case UInt8(ascii: "$"): begin()
        default: if raw.count < PacketReader.limit { raw.append(byte) } else { isTooLong = true }
        }
      case .checksum(nil): state = .checksum(first: byte)
      case .checksum(let first?):
        state = .outside
        let isRight = HexText.value(first).flatMap { high in
          HexText.value(byte).map { low in high << 4 | low == PacketText.checksum(raw) }
        }
        items.append(isRight == true && !isTooLong ? .packet(PacketText.unescape(raw)) : .damaged)
        raw = []
      }
    }
    return items
  }

  private mutating func begin() {
    state = .inside
    raw = []
    isTooLong = false
  }
}
