/// CRC-32 as of zlib, to compare memories.
package enum Checksum {
  /// Four tables of 256: the sum of a byte with none to three zero bytes behind it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    for start: UInt32 in 0..<256 {
      var value = start
      for _ in 0..<8 { value = value & 1 != 0 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
      tables.append(value)
    }
    for place in 256..<1024 { tables.append(tables[place - 256] >> 8 ^ tables[Int(tables[place - 256] & 0xFF)]) }
    return tables
  }()

  /// The sum of some bytes.
  package static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    let words = bytes.count / 4
    tables.withUnsafeBufferPointer { tables in
      for index in 0..<words {
        sum ^= bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
        let low = tables[768 + Int(sum & 0xFF)] ^ tables[512 + Int(sum >> 8 & 0xFF)]
        let high = tables[256 + Int(sum >> 16 & 0xFF)] ^ tables[Int(sum >> 24)]
        sum = low ^ high
      }
      for byte in bytes[(4 * words)...] { sum = tables[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
    }
    return ~sum
  }
}
