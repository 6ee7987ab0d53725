/// Writes packets as a capture that Wireshark and its like read: pcapng (IETF draft-ietf-opsawg-pcapng), little-endian, with
/// times in nanoseconds. What comes of each call follows what came before in the file, so that it can grow.
package struct PcapngWriter {
  private var interfaces: UInt32 = 0

  /// A file without anything in it.
  package init() {}

  /// The beginning of the file; `application` is what made it.
  package func header(application: String) -> [UInt8] {
    // Byte order, version 1.0, and a length that is not known.
    var body = Self.word(0x1A2B_3C4D) + Self.half(1) + Self.half(0)
    body += Array(repeating: 0xFF, count: 8)
    body += Self.option(4, Array(application.utf8)) + Self.option(0, [])
    return Self.block(0x0A0D_0D0A, body)
  }

  /// Another interface, of a link type of the tcpdump group's list, and its number for `packet`.
  package mutating func interface(_ name: String, linkType: UInt16) -> (number: UInt32, bytes: [UInt8]) {
    var body = Self.half(linkType) + Self.half(0) + Self.word(0)
    body += Self.option(2, Array(name.utf8)) + Self.option(9, [9]) + Self.option(0, [])
    defer { interfaces += 1 }
    return (interfaces, Self.block(1, body))
  }

  /// One packet, `nanoseconds` after the beginning of time. `flags` are those of the packet option: 1 received, 2 sent.
  package func packet(
    _ bytes: [UInt8], on interface: UInt32, at nanoseconds: UInt64, flags: UInt32 = 0
  ) -> [UInt8] {
    var body = Self.word(interface)
    body += Self.word(UInt32(nanoseconds >> 32)) + Self.word(UInt32(truncatingIfNeeded: nanoseconds))
    body += Self.word(UInt32(bytes.count)) + Self.word(UInt32(bytes.count)) + Self.padded(bytes)
    if flags != 0 { body += Self.option(2, Self.word(flags)) + Self.option(0, []) }
    return Self.block(6, body)
  }

  private static func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    let length = word(UInt32(12 + body.count))
    return word(type) + length + body + length
  }

  private static func option(_ code: UInt16, _ value: [UInt8]) -> [UInt8] {
    half(code) + half(UInt16(truncatingIfNeeded: value.count)) + padded(value)
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + Array(repeating: 0, count: (4 - bytes.count % 4) % 4)
  }

  private static func half(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

  private static func word(_ value: UInt32) -> [UInt8] {
    half(UInt16(value & 0xFFFF)) + half(UInt16(value >> 16))
  }
}
