import CortexM0

/// Names of the ROM's places.
extension MaskROM {
  /// Constants follow the code at 0x1C324.
  private static let names = MaskROMNames(symbolList, base: base, tables: 0x0001_C324)

  /// Its addresses and public names.
  static let model = MaskROMModel(base...(base + UInt32(size - 1)), contents: "the Bluetooth stack") { place(at: $0) }

  /// Whether `address` is one of the ROM's, 0x07F00000 to 0x07F3FFFF.
  public static func contains(_ address: UInt32) -> Bool { address &- base < UInt32(size) }

  /// The name of the function or table at `address` (with or without Thumb bit), or of the last one before it; nil outside
  /// the ROM and where the ROM has no public names: in its first 10 KiB.
  public static func place(at address: UInt32) -> MaskROMPlace? { contains(address) ? names.place(at: address) : nil }

  /// Where a public name stands, without the Thumb bit of code; nil for one that is not in the ROM.
  public static func address(of name: String) -> UInt32? { names.address(of: name) }
}
