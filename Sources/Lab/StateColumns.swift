import Machine

/// A series of states as shares of time in the columns of a plot.
struct StateColumns {
  let labels: [String]
  /// By column and label; 0 ... 1.
  let shares: [[Double]]
  private let totals: [Double]

  /// Columns of `width` buckets each.
  init(_ series: StateSeries, of width: Int) {
    labels = series.labels
    let sums = stride(from: 0, to: series.buckets.count, by: max(width, 1)).map { first in
      series.buckets[first..<min(first + max(width, 1), series.buckets.count)].reduce(
        Array(repeating: Tick(0), count: StateSeries.stateLimit)
      ) { zip($0, $1).map(+) }
    }
    let labelCount = labels.count
    shares = sums.map { sum in
      let whole = sum.reduce(0, +)
      return (0..<labelCount).map { whole == 0 ? 0 : Double(sum[$0]) / Double(whole) }
    }
    let all = Double(max(series.totals.reduce(0) { $0 + $1.ticks }, 1))
    totals = series.totals.map { Double($0.ticks) / all }
  }

  /// A state's share of the whole time.
  func total(of label: Int) -> Double { totals[label] }
}
