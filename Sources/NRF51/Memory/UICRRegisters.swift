import Machine

/// The user information.
/// Source: the vendor's public register list. BOOTLOADERADDR is NRFFW0 there too.
extension UICR {
  private static func word(_ name: String, _ offset: UInt32) -> Register {
    Register(name, at: offset, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  }

  private static func words(_ name: String, _ indices: Range<Int>, _ offset: UInt32) -> [Register] {
    indices.enumerated().map { word("\(name)\($0.element)", offset + 4 * UInt32($0.offset)) }
  }

  static let regionLength = word("CLENR0", 0x000)

  /// Up to CUSTOMER31, in bytes: behind it is nothing.
  static let contentSize = 0x100

  static let block = RegisterBlock(
    "UICR", at: 0x1000_1000, size: 0x1000, "user information",
    [
      regionLength,
      Register("RBPCONF", at: 0x004, bits: 32, reset: .max, [Field("PR0", 7, 0), Field("PALL", 15, 8)]),
      Register("XTALFREQ", at: 0x008, bits: 32, reset: .max, [Field("XTALFREQ", 7, 0)]),
      Register("FWID", at: 0x010, bits: 32, reset: .max, [.readOnly("FWID", 15, 0)]),
      word("BOOTLOADERADDR", 0x014),
    ] + words("NRFFW", 1..<15, 0x018) + words("NRFHW", 0..<12, 0x050) + words("CUSTOMER", 0..<32, 0x080))
}
