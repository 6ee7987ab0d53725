/// What came of one metric at one combination of the variables.
struct SweepRow: Encodable {
  /// The variables' values.
  let variables: [String: String]
  /// With every coefficient at its typical value; `nil` where the point has none.
  let typical: Double?
  /// Over the draws that have one; `nil` where none has.
  let draws: SweepStatistics?

  /// `nil` where there is nothing.
  init?(_ variables: [String: String], typical: Double?, draws: SweepStatistics?) {
    guard typical != nil || draws != nil else { return nil }
    (self.variables, self.typical, self.draws) = (variables, typical, draws)
  }

  private enum Keys: String, CodingKey {
    case variables, typical, draws, median, spread, low, high, mean, clusters
    case confidence = "mean_confidence_95"
  }

  private struct Share: Encodable {
    var draws: Int
    var share: Double
    var low: Double
    var high: Double
  }

  /// Draws that fall into two groups have these in place of median, mean and spread.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Keys.self)
    try values.encode(variables, forKey: .variables)
    try values.encodeIfPresent(typical, forKey: .typical)
    try values.encode(draws?.count ?? 0, forKey: .draws)
    guard let draws else { return }
    guard draws.clusters.isEmpty else {
      let shares = draws.clusters.map {
        Share(draws: $0.count, share: Double($0.count) / Double(draws.count), low: $0.low, high: $0.high)
      }
      return try values.encode(shares, forKey: .clusters)
    }
    try values.encode(draws.median, forKey: .median)
    try values.encode(draws.spread.rawValue, forKey: .spread)
    try values.encode(draws.low, forKey: .low)
    try values.encode(draws.high, forKey: .high)
    try values.encode(draws.mean, forKey: .mean)
    if let half = draws.halfWidth { try values.encode([draws.mean - half, draws.mean + half], forKey: .confidence) }
  }
}
