import Machine

/// A series of states as shares of time in the columns of a plot.
package struct StateColumns {
  package let labels: [String]
  /// By column and label; 0 ... 1.
  package let shares: [[Double]]
  private let totals: [Double]

  /// Columns of `width` buckets each.
  package init(_ series: StateSeries, of width: Int) {
    labels = series.labels
    let sums = stride(from: 0, to: series.buckets.count, by: max(width, 1)).map { (first: Int) -> [Tick] in
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

  /// Heights to draw: every state that occurs in a column gets an eighth at least, at the cost of the idle one and then
  /// of the others alike, so that what lasts milliseconds can be seen in a day.
  package func visible(idle: Int?) -> [[Double]] {
    shares.map { column in
      var heights = column.enumerated().map { $1 > 0 && $0 != idle ? max($1, 0.125) : 0 }
      let sum = heights.reduce(0, +)
      if sum > 1 { heights = heights.map { $0 / sum } }
      if let idle, column[idle] > 0 { heights[idle] = max(1 - sum, 0) }
      return heights
    }
  }

  /// A state's share of the whole time.
  package func total(of label: Int) -> Double { totals[label] }
}
