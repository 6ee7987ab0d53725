import Machine

/// Where the functions and tables of a mask ROM begin, as far as their names are public.
public struct MaskROMNames: Sendable {
  private let places: [(start: UInt32, name: String)]
  private let tables: UInt32

  /// Names from a list of pairs: an address in hexadecimal, counted from `base`, and the name there. Those of code are odd, by
  /// the Thumb bit; from `tables` on, counted from `base` too, constants follow the code and theirs may be odd for themselves.
  public init(_ list: String, base: UInt32, tables: UInt32) {
    let words = list.split { $0 == " " || $0 == "\n" }
    require(words.count % 2 == 0, "the ROM's symbols come in pairs")
    let listed = stride(from: 0, to: words.count, by: 2).map { index -> (start: UInt32, name: String) in
      guard let offset = UInt32(words[index], radix: 16) else { fatalError("ROM symbol: \(words[index])") }
      return (base + (offset < tables ? offset & ~1 : offset), String(words[index + 1]))
    }
    self.tables = base + tables
    // In the order of the list where several stand at one place.
    places = listed.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
  }

  /// The name of the function or table at `address` (with or without Thumb bit), or of the last one before it, and of several
  /// names the first; `nil` before the first.
  public func place(at address: UInt32) -> MaskROMPlace? {
    // Code with its Thumb bit stands at the even address before it.
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].start <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let begin = places[low - 1].start
    while low > 1, places[low - 2].start == begin { low -= 1 }
    return MaskROMPlace(name: places[low - 1].name, offset: (begin < tables ? address & ~1 : address) - begin)
  }

  /// Where a name stands, without the Thumb bit of code; `nil` for one that is not in the ROM.
  public func address(of name: String) -> UInt32? { places.first { $0.name == name }?.start }
}
