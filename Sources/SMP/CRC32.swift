/// CRC-32 of IEEE 802.3: polynomial 0xEDB88320 reflected, start and final XOR all ones. The check value of "123456789" is
/// 0xCBF43926.
public struct CRC32: Sendable {
  private var register: UInt32 = .max

  /// The checksum of no bytes.
  public init() {}

  /// The checksum of the bytes added so far.
  public var value: UInt32 { ~register }

  /// Adds a byte, a nibble at a time: the table of sixteen words is the compromise between flash and cycles.
  #if COMPACT
    @inline(never)
  #endif
  public mutating func add(_ byte: UInt8) {
    register ^= UInt32(byte)
    register = register >> 4 ^ CRC32.nibble(register)
    register = register >> 4 ^ CRC32.nibble(register)
  }

  /// Adds bytes.
  public mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    for index in 0..<bytes.count { add(bytes[index]) }
  }

  /// What the low four bits bring about: bit n shifts the polynomial by 3 - n.
  private static func nibble(_ register: UInt32) -> UInt32 {
    (register & 1 != 0 ? 0x1DB7_1064 : 0) ^ (register & 2 != 0 ? 0x3B6E_20C8 : 0)
      ^ (register & 4 != 0 ? 0x76DC_4190 : 0) ^ (register & 8 != 0 ? 0xEDB8_8320 : 0)
  }
}
