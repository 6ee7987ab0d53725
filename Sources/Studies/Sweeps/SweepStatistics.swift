/// A sample's mean with its 95 % confidence interval, and its spread.
struct SweepStatistics {
  /// Sample size.
  let count: Int
  /// The mean.
  let mean: Double
  /// The sample's standard deviation; 0 for a single value.
  let deviation: Double
  /// Half the width of the mean's 95 % confidence interval (Student's t); 0 for a single value.
  let halfWidth: Double
  /// The 5th and the 95th percentile and the median, between neighbours in a straight line.
  let (low, median, high): (Double, Double, Double)

  /// Of at least one value.
  init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    count = sorted.count
    mean = sorted.reduce(0, +) / Double(count)
    var squares = 0.0
    for value in sorted { squares += (value - mean) * (value - mean) }
    deviation = count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
    halfWidth = count > 1 ? SweepStatistics.student(count - 1) * deviation / Double(count).squareRoot() : 0
    func percentile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let index = min(Int(place), max(sorted.count - 2, 0))
      let next = sorted[min(index + 1, sorted.count - 1)]
      return sorted[index] + (next - sorted[index]) * (place - Double(index))
    }
    (low, median, high) = (percentile(0.05), percentile(0.5), percentile(0.95))
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
