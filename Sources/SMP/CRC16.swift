/// CRC-16/XMODEM: polynomial 0x1021, start 0, no reflection, no final XOR. The check value of "123456789" is 0x31C3.
public struct CRC16: Sendable {
  /// The checksum of the bytes added so far. Adding a message's own checksum (big-endian) brings it to 0.
  public private(set) var value: UInt16 = 0

  /// The checksum of no bytes.
  public init() {}

  /// Adds a byte. Folded arithmetic instead of a table: 512 bytes of flash matter more on the band than 10 cycles.
  public mutating func add(_ byte: UInt8) {
    var x = value >> 8 ^ UInt16(byte)
    x ^= x >> 4
    value = value << 8 ^ x << 12 ^ x << 5 ^ x
  }

  /// The checksum of `bytes`.
  public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt16 {
    var crc = CRC16()
    for index in 0..<bytes.count { crc.add(bytes[index]) }
    return crc.value
  }
}
