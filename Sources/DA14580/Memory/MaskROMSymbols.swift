import CortexM0
import Machine

/// Names of the ROM's places.
extension MaskROM {
  private static let symbols: [(start: UInt32, name: String)] = {
    let words = symbolList.split { $0 == " " || $0 == "\n" }
    require(words.count % 2 == 0, "the ROM's symbols come in pairs")
    let listed = stride(from: 0, to: words.count, by: 2).map { index -> (UInt32, String) in
      guard let address = UInt32(words[index], radix: 16) else { fatalError("ROM symbol: \(words[index])") }
      return (start(address), String(words[index + 1]))
    }
    return listed.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
  }()

  /// Its addresses and public names.
  static let model = MaskROMModel(base...(base + UInt32(size - 1)), contents: "the Bluetooth stack") { place(at: $0) }

  /// The name of the function or table at `address` (with or without Thumb bit), or of the last one before it; nil outside
  /// the ROM and where no names are public: in its first 4 KiB.
  static func place(at address: UInt32) -> MaskROMPlace? {
    guard address &- base < UInt32(size) else { return nil }
    // Code with its Thumb bit stands at the even address before it.
    var (low, high) = (0, symbols.count)
    while low < high {
      let middle = (low + high) / 2
      if symbols[middle].start <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let begin = symbols[low - 1].start
    // Of several names for one place the first one.
    while low > 1, symbols[low - 2].start == begin { low -= 1 }
    return MaskROMPlace(name: symbols[low - 1].name, offset: (begin < tables ? address & ~1 : address) - begin)
  }

  /// Constants follow the code from here on; theirs may be odd addresses.
  private static let tables: UInt32 = 0x0003_3E18

  private static func start(_ address: UInt32) -> UInt32 { address < tables ? address & ~1 : address }
}
