/// What a sample of draws says, and no more than its size allows.
struct SweepStatistics {
  /// What stands on either side of the median.
  enum Spread: String {
    /// Below 20 draws: percentiles of so few cover much less than they say.
    case extremes = "minimum ... maximum"
    /// From 20 draws on.
    case tenths = "10 % ... 90 %"
    /// From 100 draws on.
    case twentieths = "5 % ... 95 %"

    /// What is shown of so many draws.
    init(count: Int) { self = count < 20 ? .extremes : count < 100 ? .tenths : .twentieths }

    /// The share of the draws below the lower end.
    var below: Double {
      switch self {
      case .extremes: 0
      case .tenths: 0.1
      case .twentieths: 0.05
      }
    }
  }

  /// Draws that lie together, far from the others.
  struct Cluster: Equatable {
    var count: Int
    var low: Double
    var high: Double
  }

  /// A confidence interval of the mean is given from so many draws on.
  static let intervalLimit = 20
  /// Two groups are looked for from so many draws on.
  static let clusterLimit = 8

  /// Sample size.
  let count: Int
  /// The mean.
  let mean: Double
  /// The sample's standard deviation; 0 for a single value.
  let deviation: Double
  /// Half the width of the mean's 95 % confidence interval (Student's t); `nil` where the sample is too small, or has two
  /// clusters, whose mean is nowhere near any draw.
  let halfWidth: Double?
  /// What `low` and `high` are.
  let spread: Spread
  /// The ends of the spread and the median, between neighbours in a straight line.
  let (low, median, high): (Double, Double, Double)
  /// The two clusters, where the sample falls apart: a median between them would be a result that no draw had. Else empty.
  let clusters: [Cluster]

  /// Of at least one value.
  init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    count = sorted.count
    mean = sorted.reduce(0, +) / Double(count)
    var squares = 0.0
    for value in sorted { squares += (value - mean) * (value - mean) }
    deviation = count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
    clusters = SweepStatistics.clusters(sorted)
    halfWidth =
      count < Self.intervalLimit || !clusters.isEmpty
      ? nil : SweepStatistics.student(count - 1) * deviation / Double(count).squareRoot()
    spread = Spread(count: count)
    func percentile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let index = min(Int(place), max(sorted.count - 2, 0))
      let next = sorted[min(index + 1, sorted.count - 1)]
      return sorted[index] + (next - sorted[index]) * (place - Double(index))
    }
    (low, median, high) = (percentile(spread.below), percentile(0.5), percentile(1 - spread.below))
  }

  /// Two clusters: at least two draws and a twentieth of all in each, and the gap between them more than twice as wide as
  /// either and a fifth of the greatest value, so that whole per cents do not look like it. Of eight evenly spread draws
  /// one sample in sixty looks like that, of more and of bell-shaped ones hardly any.
  private static func clusters(_ sorted: [Double]) -> [Cluster] {
    guard sorted.count >= clusterLimit else { return [] }
    let gaps = zip(sorted.dropFirst(), sorted).map { $0 - $1 }
    let place = (gaps.indices.max { gaps[$0] < gaps[$1] } ?? 0) + 1
    let (lower, upper) = (sorted[..<place], sorted[place...])
    let gap = gaps[place - 1]
    let widest: Double = max(sorted[place - 1] - sorted[0], sorted[sorted.count - 1] - sorted[place])
    let least = max(2, (sorted.count + 19) / 20)
    let greatest: Double = max(sorted[0].magnitude, sorted[sorted.count - 1].magnitude)
    guard gap > 2 * widest, gap > 0.2 * greatest, lower.count >= least, upper.count >= least else { return [] }
    return [
      Cluster(count: lower.count, low: sorted[0], high: sorted[place - 1]),
      Cluster(count: upper.count, low: sorted[place], high: sorted[sorted.count - 1]),
    ]
  }

  /// The 97.5 % quantile of Student's t distribution (NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2);
  /// between the tabulated degrees of freedom that of the lower, which widens the interval.
  static func student(_ degrees: Int) -> Double {
    let table: [(Int, Double)] = [
      (1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (6, 2.447), (7, 2.365), (8, 2.306), (9, 2.262),
      (10, 2.228), (12, 2.179), (15, 2.131), (20, 2.086), (25, 2.060), (30, 2.042), (40, 2.021), (60, 2.000),
      (100, 1.984),
    ]
    return degrees >= 1000 ? 1.962 : table.last { $0.0 <= degrees }?.1 ?? 12.706
  }
}
