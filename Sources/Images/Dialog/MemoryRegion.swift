/// A memory of the DA14681 that an image may be loaded into (addresses: public DA14681 data sheet, memory map).
public struct MemoryRegion: Equatable, Sendable {
  /// The field's name for it.
  public let name: String
  /// First address.
  public let base: UInt32
  /// Size in bytes.
  public let size: Int
  /// What a byte reads that nothing was loaded into: an erased flash reads 0xFF.
  public let fill: UInt8

  /// The QSPI flash of the band, memory-mapped: 1 MiB.
  public static let flash = MemoryRegion(name: "flash", base: 0x0800_0000, size: 1 << 20, fill: 0xFF)
  /// System RAM: 128 KiB.
  public static let ram = MemoryRegion(name: "RAM", base: 0x07FC_0000, size: 128 << 10, fill: 0)
  /// The cache's data RAM, which is RAM while the cache does not have it: 16 KiB.
  public static let cacheRAM = MemoryRegion(name: "cache RAM", base: 0x07FE_0000, size: 16 << 10, fill: 0)
  /// All of them.
  public static let all = [flash, ram, cacheRAM]

  /// Whether `address` lies in it.
  public func contains(_ address: UInt32) -> Bool { address >= base && address - base < UInt32(size) }

  /// The region that `address` lies in.
  public static func containing(_ address: UInt32) -> MemoryRegion? { all.first { $0.contains(address) } }

  var text: String { "\(name) (\(size) bytes at \(hex(base)))" }

  /// Checks that `count` bytes at `address` do not go beyond the memory that they begin in, for which RAM and the cache's
  /// are one; elsewhere anything may be. Otherwise the words for an error.
  static func overrun(address: UInt32, count: Int, what: String) -> (found: String, expected: String)? {
    guard let region = containing(address) else { return nil }
    let end = region == flash ? region : cacheRAM
    let room = Int(end.base) + end.size - Int(address)
    guard count > room else { return nil }
    return (
      "\(what) of \(count) bytes at \(hex(address))",
      "at most \(room) bytes there: \(end.name) ends at \(hex(end.base + UInt32(end.size)))"
    )
  }

  /// Checks that `count` bytes at `address` lie in one region; otherwise the words for an error.
  static func misfit(address: UInt32, count: Int, what: String) -> (found: String, expected: String)? {
    guard let region = containing(address) else {
      let places = all.map(\.text)
      return (
        "\(what) of \(count) bytes at \(hex(address))",
        places.dropLast().joined(separator: ", ") + " or \(places.last!)"
      )
    }
    let room = region.size - Int(address - region.base)
    guard count > room else { return nil }
    return (
      "\(what) of \(count) bytes at \(hex(address))",
      "at most \(room) bytes there: \(region.name) has \(region.size) bytes at \(hex(region.base))"
    )
  }
}

/// An address or word as people write it.
func hex(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
}
