/// A curve as text, for snapshots and recordings: a point each, `CHARGE:MICROVOLTS:PERMILLE`, with spaces between.
extension CellCurve: Codable {
  /// The points as text.
  public var text: String {
    inner.map { "\($0.charge):\($0.microvolts):\($0.resistancePermille)" }.joined(separator: " ")
  }

  /// Reads what `text` gives; `nil` where that is no curve.
  public init?(text: String) {
    var points: [Point] = []
    for word in text.split(separator: " ") {
      let numbers = word.split(separator: ":").map { Int64($0) }
      guard numbers.count == 3, let charge = numbers[0], let microvolts = numbers[1], let permille = numbers[2],
        0...1_000_000 ~= charge, 0...20_000_000 ~= microvolts, 0...100_000 ~= permille, points.count < CellCurve.limit
      else { return nil }
      points.append(Point(charge: charge, microvolts: microvolts, resistancePermille: permille))
    }
    guard points.count > 1,
      zip(points, points.dropFirst()).allSatisfy({ $0.charge < $1.charge && $0.microvolts <= $1.microvolts })
    else { return nil }
    self.init(points)
  }

  /// Reads what `encode` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let curve = CellCurve(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a curve")
    }
    self = curve
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
