/// AES-128 by ECB, a block at a time, 8 us each. Bytes are in the order of FIPS 197, the highest first; in the main loop only.
enum BlockCipher {
  private static var port: Peripheral { Peripheral(14) }
  /// Key, text and result.
  nonisolated(unsafe) private static var memory = InlineArray<12, UInt32>(repeating: 0)

  private static var bytes: Packet {
    withUnsafeMutablePointer(to: &memory) { UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self) }
  }

  /// Places for 16 bytes each: they stay until they are written again, the result until the next `run`.
  static var key: Packet { bytes }
  static var text: Packet { bytes + 16 }
  static var result: Packet { bytes + 32 }

  /// Encrypts `text` with `key` into `result`.
  static func run() {
    port.register(0x504).value = UInt32(UInt(bitPattern: bytes))
    port.clear(0x100)
    port.trigger(0x000)
    while !port.has(0x100) {}
  }
}
