import CortexM0
import Machine

/// Names of the ROM's places.
extension MaskROM {
  private static let symbols: [(offset: UInt32, name: String)] = {
    let words = symbolList.split { $0 == " " || $0 == "\n" }
    require(words.count % 2 == 0, "the ROM's symbols come in pairs")
    return stride(from: 0, to: words.count, by: 2).map { index in
      guard let offset = UInt32(words[index], radix: 16) else { fatalError("ROM symbol: \(words[index])") }
      return (offset, String(words[index + 1]))
    }
  }()

  /// Its addresses and public names.
  static let model = MaskROMModel(base...(base + UInt32(size - 1)), contents: "the Bluetooth stack") { place(at: $0) }

  /// Whether `address` is one of the ROM's, 0x07F00000 to 0x07F3FFFF.
  public static func contains(_ address: UInt32) -> Bool { address &- base < UInt32(size) }

  /// The name of the function or table at `address` (with or without Thumb bit), or of the last one before it; nil outside
  /// the ROM and where the ROM has no public names: in its first 10 KiB.
  public static func place(at address: UInt32) -> MaskROMPlace? {
    guard contains(address) else { return nil }
    let offset = address - base
    // Code with its Thumb bit stands at the even address before it.
    var (low, high) = (0, symbols.count)
    while low < high {
      let middle = (low + high) / 2
      if start(symbols[middle].offset) <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let begin = start(symbols[low - 1].offset)
    // Of several names for one place the first one.
    while low > 1, start(symbols[low - 2].offset) == begin { low -= 1 }
    let isCode = begin < tables
    return MaskROMPlace(name: symbols[low - 1].name, offset: isCode ? (offset & ~1) - begin : offset - begin)
  }

  /// Where a public name stands, without the Thumb bit of code; nil for one that is not in the ROM.
  public static func address(of name: String) -> UInt32? {
    symbols.first { $0.name == name }.map { base + start($0.offset) }
  }

  /// Constants follow the code from here on; theirs may be odd addresses.
  private static let tables: UInt32 = 0x1_C324

  private static func start(_ offset: UInt32) -> UInt32 { offset < tables ? offset & ~1 : offset }
}
