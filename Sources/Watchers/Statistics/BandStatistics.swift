import Images
import Machine

/// What the band itself counts: a structure in its RAM that the firmware exports by the symbol `band_statistics`, with
/// its names in `band_statistics_names`. `firmware-images/band/README.md` has the layout.
package struct BandStatistics {
  /// The structure's first word, "BAND" in little-endian order.
  package static let magic: UInt32 = 0x444E_4142
  /// More fields than this are taken for nonsense.
  private static let limit = 64

  private let bus: Bus
  private let address: UInt32?
  private let names: [String]

  /// Looks the symbols up; an image without them has no statistics.
  package init(_ symbols: SymbolTable, bus: Bus) {
    self.bus = bus
    address = symbols.address(of: "band_statistics")
    names =
      symbols.address(of: "band_statistics_names").map { start in
        BandStatistics.readNames { UInt8(truncatingIfNeeded: BandStatistics.word(start &+ $0, bus)) }
      } ?? []
  }

  /// The counts by name; empty while the firmware has not set them up.
  package var values: [String: UInt32] {
    guard let address, word(address) == BandStatistics.magic else { return [:] }
    let count = min(Int(word(address &+ 8)), BandStatistics.limit, names.count)
    return Dictionary(
      (0..<count).map { (names[$0], word(address &+ 12 &+ 4 &* UInt32($0))) }, uniquingKeysWith: { first, _ in first })
  }

  /// Where a count is; `nil` where the image has none of the name.
  func place(of name: String) -> UInt32? {
    guard let address, let number = names.prefix(BandStatistics.limit).firstIndex(of: name) else { return nil }
    return address &+ 12 &+ 4 &* UInt32(number)
  }

  /// The count at a place; `nil` while the firmware has not set them up.
  package func value(at place: UInt32) -> UInt32? {
    guard let address, word(address) == BandStatistics.magic else { return nil }
    return word(place)
  }

  private func word(_ address: UInt32) -> UInt32 { BandStatistics.word(address, bus) }

  /// Memory only: looking must not touch a peripheral.
  private static func word(_ address: UInt32, _ bus: Bus) -> UInt32 {
    guard let mapping = bus.mapping(at: address) else { return 0 }
    return mapping.memory.word(at: Int(address - mapping.base) + mapping.offset)
  }

  /// The names that an image has, as it would have them in memory; none where it exports no statistics.
  package static func names(in image: Image) -> [String] {
    guard image.symbols.address(of: "band_statistics") != nil,
      let start = image.symbols.address(of: "band_statistics_names"),
      let segment = image.segments.first(where: { $0.address <= start && start - $0.address < $0.bytes.count })
    else { return [] }
    let bytes = segment.bytes[Int(start - segment.address)...]
    return readNames { bytes.startIndex + Int($0) < bytes.endIndex ? bytes[bytes.startIndex + Int($0)] : 0 }
  }

  /// Names end with a zero byte each; an empty one ends the list. `byte` gives those from the list's start on.
  private static func readNames(_ byte: (UInt32) -> UInt8) -> [String] {
    var names: [String] = []
    var name: [UInt8] = []
    for place in 0..<UInt32(limit * 32) {
      let byte = byte(place)
      if byte != 0 {
        name.append(byte)
      } else if name.isEmpty {
        break
      } else {
        names.append(String(decoding: name, as: UTF8.self))
        name = []
      }
    }
    return names
  }
}
