import Machine

/// Some pads; in a file, a list of their names.
struct PadSet: Codable, Equatable {
  /// A bit for each, by `Pin.index`.
  private var bits: UInt64 = 0

  init() {}

  func contains(_ index: Int) -> Bool { bits >> UInt64(index) & 1 != 0 }

  mutating func toggle(_ index: Int) { bits ^= 1 << UInt64(index) }

  /// Reads names; those of pads that do not exist are left out.
  init(from decoder: any Decoder) throws {
    for name in try [String](from: decoder) {
      if let index = Pads.names.firstIndex(of: name), !contains(index) { toggle(index) }
    }
  }

  /// Writes names, in the order of the pads.
  func encode(to encoder: any Encoder) throws {
    try Pads.names.indices.filter(contains).map { Pads.names[$0] }.encode(to: encoder)
  }
}
