import Machine

/// Which of a few named states held when: the time in each state over equal stretches of time.
package struct StateSeries: Sendable {
  /// States beyond this number are counted as the last one.
  static let stateLimit = 12

  package private(set) var grid: TimeGrid
  /// The names met so far.
  package private(set) var labels: [String] = []
  /// Time in each state, by bucket and label.
  package private(set) var buckets: [[Tick]] = []
  private var state: Int
  private var since: Tick

  /// A series that begins in a state.
  package init(_ label: String, grid: TimeGrid) {
    self.grid = grid
    since = grid.start
    labels = [label]
    state = 0
  }

  /// The present state.
  package var label: String { labels[state] }

  /// The state is `next` from `now` on; times do not go back.
  package mutating func set(_ next: String, at now: Tick) {
    guard next != labels[state] else { return }
    advance(to: now)
    if let known = labels.firstIndex(of: next) {
      state = known
    } else if labels.count < StateSeries.stateLimit {
      labels.append(next)
      state = labels.count - 1
    } else {
      state = labels.count - 1
    }
  }

  /// Books the present state up to `now`.
  package mutating func advance(to now: Tick) {
    while since < now {
      guard let place = grid.place(of: since) else {
        grid.double()
        buckets = stride(from: 0, to: buckets.count, by: 2).map { index in
          index + 1 < buckets.count ? zip(buckets[index], buckets[index + 1]).map(+) : buckets[index]
        }
        continue
      }
      while buckets.count <= place { buckets.append(Array(repeating: 0, count: StateSeries.stateLimit)) }
      let end = min(now, grid.end(of: place))
      buckets[place][state] += end - since
      since = end
    }
  }

  /// The time in each state over everything recorded, by label.
  var totals: [(label: String, ticks: Tick)] {
    labels.enumerated().map { index, label in (label, buckets.reduce(0) { $0 + $1[index] }) }
  }

  /// The state that held longest in a bucket; `nil` of no time.
  package func dominant(in place: Int) -> String? {
    guard buckets.indices.contains(place),
      let most = buckets[place].indices.max(by: { buckets[place][$0] < buckets[place][$1] }), buckets[place][most] > 0
    else { return nil }
    return labels[most]
  }
}
