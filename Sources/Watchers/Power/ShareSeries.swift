import Foundation
import Machine

/// How long a current was how high, over equal stretches of time: which part of each the current was below a value.
///
/// Currents are kept by tenths of a decade, from 10 nA to 1 A; memory is bounded as that of `StepSeries`.
package struct ShareSeries: Sendable {
  private static let perDecade = 10.0
  private static let lowest = 4.0  // 10^4 pA
  private static let count = 81

  private(set) var grid: TimeGrid
  private var value: Int64
  private var bin: Int
  private var since: Tick
  /// By stretch, then by bin.
  private var ticks: [Tick] = []

  /// A series that begins with a current in pA.
  init(_ value: Int64, grid: TimeGrid) {
    self.grid = grid
    self.value = value
    since = grid.start
    bin = ShareSeries.bin(of: value)
  }

  private static func bin(of value: Int64) -> Int {
    guard value > 0 else { return 0 }
    return min(max(Int(((log10(Double(value)) - lowest) * perDecade).rounded()), 0), count - 1)
  }

  /// The current is `next` from `now` on; times do not go back.
  mutating func set(_ next: Int64, at now: Tick) {
    guard next != value else { return }
    advance(to: now)
    value = next
    bin = ShareSeries.bin(of: next)
  }

  /// Books the present current up to `now`.
  package mutating func advance(to now: Tick) {
    while since < now {
      guard let place = grid.place(of: since) else {
        grid.double()
        halve()
        continue
      }
      if ticks.count < (place + 1) * ShareSeries.count {
        ticks += Array(repeating: 0, count: (place + 1) * ShareSeries.count - ticks.count)
      }
      let end = min(now, grid.end(of: place))
      ticks[place * ShareSeries.count + bin] += end - since
      since = end
    }
  }

  private mutating func halve() {
    let stretches = ticks.count / ShareSeries.count
    var next = [Tick](repeating: 0, count: (stretches + 1) / 2 * ShareSeries.count)
    for place in 0..<stretches {
      for bin in 0..<ShareSeries.count {
        next[place / 2 * ShareSeries.count + bin] += ticks[place * ShareSeries.count + bin]
      }
    }
    ticks = next
  }

  /// The currents in pA that were not exceeded for these shares of the time of some stretches; `nil` where no time was
  /// recorded.
  package func quantiles(_ shares: [Double], of stretches: Range<Int>) -> [Double]? {
    var sums = [Tick](repeating: 0, count: ShareSeries.count)
    for place in stretches where (place + 1) * ShareSeries.count <= ticks.count {
      for bin in 0..<ShareSeries.count { sums[bin] += ticks[place * ShareSeries.count + bin] }
    }
    let whole = Double(sums.reduce(0, +))
    guard whole > 0 else { return nil }
    return shares.map { share in
      var below = 0.0
      for (bin, ticks) in sums.enumerated() {
        below += Double(ticks)
        if below >= share * whole { return pow(10, ShareSeries.lowest + Double(bin) / ShareSeries.perDecade) }
      }
      return 0
    }
  }
}
