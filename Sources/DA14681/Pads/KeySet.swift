/// Some keys of a matrix of 16 rows and 32 columns; a key's number is 32 times its row plus its column. In snapshots the
/// same keys are the same bytes, which those of a `Set` are not; and it allocates nothing, as every sleep makes it anew.
struct KeySet: Codable, Equatable {
  /// A bit for each column, by row.
  private var rows = SIMD16<UInt32>()

  var isEmpty: Bool { rows == .zero }

  /// The keys' numbers, rising.
  var keys: [Int] { isEmpty ? [] : (0..<512).filter(contains) }

  func contains(_ key: Int) -> Bool { rows[key >> 5 & 15] >> UInt32(key & 31) & 1 != 0 }

  mutating func insert(_ key: Int) { rows[key >> 5 & 15] |= 1 << UInt32(key & 31) }

  mutating func remove(_ key: Int) { rows[key >> 5 & 15] &= ~(1 << UInt32(key & 31)) }

  func union(_ other: KeySet) -> KeySet {
    var result = self
    result.rows = rows | other.rows
    return result
  }

  init() {}

  /// Reads a mask for each row; rows that are missing hold no key, more than 16 are left out.
  init(from decoder: any Decoder) throws {
    for (row, mask) in try [UInt32](from: decoder).prefix(rows.scalarCount).enumerated() { rows[row] = mask }
  }

  /// Writes a mask for each row.
  func encode(to encoder: any Encoder) throws { try rows.indices.map { rows[$0] }.encode(to: encoder) }
}
