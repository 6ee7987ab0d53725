import SMP

extension CRC32 {
  /// The check of some bytes, as the activity log has it.
  package static func of(_ bytes: [UInt8]) -> UInt32 {
    var crc = CRC32()
    bytes.withUnsafeBufferPointer { crc.add($0) }
    return crc.value
  }
}
