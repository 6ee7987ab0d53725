/// What stands before the content of a frame (RFC 6455 section 5.2).
struct FrameHeader: Equatable {
  enum Kind: UInt8 {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    /// Such frames stand alone, also between those of a message, and are short (section 5.5).
    var isControl: Bool { rawValue >= 8 }
  }

  var kind: Kind
  var isLast: Bool
  /// Bytes of the content.
  var length: Int
  /// What a client's content is combined with.
  var mask: [UInt8]
  /// Bytes of the header itself.
  var size: Int

  /// Reads the header of a client's frame; `nil` where it is not complete. What is wrong is said as soon as it is seen.
  init?(_ bytes: ArraySlice<UInt8>) throws(CloseCode) {
    guard let first = bytes.first else { return nil }
    // Bits 6 to 4 belong to extensions, of which none was agreed on.
    guard first & 0x70 == 0, let kind = Kind(rawValue: first & 0x0F) else { throw .protocolError }
    self.kind = kind
    isLast = first & 0x80 != 0
    guard isLast || !kind.isControl else { throw .protocolError }
    guard let second = bytes.dropFirst().first else { return nil }
    guard second & 0x80 != 0 else { throw .protocolError }
    let short = Int(second & 0x7F)
    guard short <= 125 || !kind.isControl else { throw .protocolError }
    let extra = short == 126 ? 2 : short == 127 ? 8 : 0
    size = 2 + extra + 4
    let long = bytes.dropFirst(2).prefix(extra)
    guard long.count == extra else { return nil }
    let value = long.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    // A length has one form, the shortest, and 63 bits.
    guard extra == 0 || value >= (extra == 2 ? 126 : 65_536), let length = Int(exactly: value) else {
      throw .protocolError
    }
    self.length = extra == 0 ? short : length
    mask = Array(bytes.dropFirst(2 + extra).prefix(4))
    guard mask.count == 4 else { return nil }
  }

  /// A server's frame, complete and without a mask (section 5.1).
  static func frame(_ kind: Kind, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    let length: [UInt8] =
      switch count {
      case ...125: [UInt8(count)]
      case ...0xFFFF: [126, UInt8(count >> 8), UInt8(count & 0xFF)]
      default: [127] + (0..<8).map { UInt8(count >> (56 - 8 * $0) & 0xFF) }
      }
    return [0x80 | kind.rawValue] + length + content
  }
}
