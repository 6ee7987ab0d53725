import CortexM0

/// Names of the ROM's places.
extension MaskROM {
  /// The list has whole addresses; constants follow the code at 0x33E18.
  private static let names = MaskROMNames(symbolList, base: 0, tables: 0x0003_3E18)

  /// Its addresses and public names; it has none in its first 4 KiB.
  static let model = MaskROMModel(base...(base + UInt32(size - 1)), contents: "the Bluetooth stack") {
    names.place(at: $0)
  }
}
