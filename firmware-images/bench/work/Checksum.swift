/// CRC-32 (IEEE 802.3, reflected) over four KiB, a nibble at a time from a table.
enum Checksum {
  private nonisolated(unsafe) static var bytes = InlineArray<4096, UInt8>(repeating: 0)
  private nonisolated(unsafe) static var table = InlineArray<16, UInt32>(repeating: 0)

  static func prepare() {
    for entry in 0..<16 {
      var value = UInt32(entry)
      for _ in 0..<4 { value = value & 1 != 0 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
      table[entry] = value
    }
    var random = Random(seed: 1)
    for place in 0..<4096 { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
  }

  /// Of the first `count` bytes, at most 4096.
  @inline(never) static func run(_ seed: UInt32, count: Int) -> UInt32 {
    withUnsafePointer(to: &bytes) { bytes in
      withUnsafePointer(to: &table) { table in
        let bytes = UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self)
        let table = UnsafeRawPointer(table).assumingMemoryBound(to: UInt32.self)
        var crc = ~seed
        for place in 0..<count {
          crc ^= UInt32(bytes[place])
          crc = crc >> 4 ^ table[Int(crc & 15)]
          crc = crc >> 4 ^ table[Int(crc & 15)]
        }
        return ~crc
      }
    }
  }
}
