@testable import HTTP

/// A frame as clients send them.
struct ClientFrame {
  /// The first byte: flags and opcode.
  var first: UInt8
  var content: [UInt8] = []
  var mask: [UInt8]? = [0x37, 0xFA, 0x21, 0x3D]
  /// The length, where it is not written as it should be.
  var length: [UInt8]?

  var bytes: [UInt8] {
    let count = content.count
    var length =
      length
      ?? (count < 126 ? [UInt8(count)] : [126, UInt8(count >> 8), UInt8(count & 0xFF)])
    if mask != nil { length[0] |= 0x80 }
    return [first] + length + (mask ?? [])
      + content.enumerated().map { place, byte in byte ^ (mask.map { $0[place % 4] } ?? 0) }
  }

  /// A text that is a message by itself.
  static func text(_ text: String) -> ClientFrame { ClientFrame(first: 0x81, content: Array(text.utf8)) }
}
