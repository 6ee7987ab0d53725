import SMP

extension CRC32 {
  /// The check of some bytes, as PNG (ISO/IEC 15948, annex D), ZIP and the activity log have it.
  static func of(_ bytes: [UInt8]) -> UInt32 {
    var crc = CRC32()
    bytes.withUnsafeBufferPointer { crc.add($0) }
    return crc.value
  }
}
