/// A memory that an image may be loaded into.
public struct MemoryRegion: Equatable, Sendable {
  /// The field's name for it.
  public let name: String
  /// First address.
  public let base: UInt32
  /// Size in bytes, at most 2 GiB.
  public let size: Int
  /// What a byte reads that nothing was loaded into: an erased flash reads 0xFF.
  public let fill: UInt8
  /// Whether programs can be in it; otherwise it has settings of the chip.
  public let holdsPrograms: Bool

  /// A region from its parts.
  public init(name: String, base: UInt32, size: Int, fill: UInt8, holdsPrograms: Bool = true) {
    self.name = name
    self.base = base
    self.size = size
    self.fill = fill
    self.holdsPrograms = holdsPrograms
  }

  /// Whether `address` lies in it.
  public func contains(_ address: UInt32) -> Bool { address >= base && address - base < UInt32(size) }

  /// The address behind the last byte, in 64 bits so that it cannot wrap.
  var end: UInt64 { UInt64(base) + UInt64(size) }

  var text: String { "\(name) (\(size) bytes at \(hex(base)))" }
}

/// An address or word as people write it.
func hex(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
}
