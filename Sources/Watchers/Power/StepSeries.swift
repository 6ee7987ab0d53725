import Machine

/// A quantity that is constant between its changes, kept as minimum, mean and maximum over equal stretches of time.
///
/// Memory is bounded: when the stretches run out, each two become one of twice the length. Sums are exact, so that the
/// total over all stretches is the integral of the quantity, however long the run was.
package struct StepSeries: Sendable {
  /// One stretch of time.
  package struct Bucket: Equatable, Sendable {
    /// The least value that held for any time.
    package var minimum: Int64
    /// The greatest value that held for any time.
    package var maximum: Int64
    /// The integral, in units of the value times ticks.
    package var integral: Int128
    /// The time that was recorded in it.
    package var ticks: Tick

    package init(minimum: Int64 = .max, maximum: Int64 = .min, integral: Int128 = 0, ticks: Tick = 0) {
      (self.minimum, self.maximum, self.integral, self.ticks) = (minimum, maximum, integral, ticks)
    }

    package mutating func add(_ value: Int64, for length: Tick) {
      minimum = min(minimum, value)
      maximum = max(maximum, value)
      integral &+= ChargeBand.product(value, length)
      ticks &+= length
    }

    package mutating func merge(_ other: Bucket) {
      minimum = min(minimum, other.minimum)
      maximum = max(maximum, other.maximum)
      integral &+= other.integral
      ticks &+= other.ticks
    }

    /// The mean, in the unit of the value; 0 of no time.
    package var mean: Double { ticks == 0 ? 0 : Double(integral) / Double(ticks) }
  }

  package private(set) var grid: TimeGrid
  /// In the order of time, the last one possibly in part.
  package private(set) var buckets: [Bucket] = []
  package private(set) var value: Int64
  private var since: Tick

  /// A series that begins with a value.
  package init(_ value: Int64, grid: TimeGrid) {
    self.grid = grid
    self.value = value
    since = grid.start
    buckets.reserveCapacity(grid.capacity)
  }

  /// The value is `next` from `now` on; times do not go back.
  package mutating func set(_ next: Int64, at now: Tick) {
    guard next != value else { return }
    advance(to: now)
    value = next
  }

  /// Books the present value up to `now`.
  package mutating func advance(to now: Tick) {
    while since < now {
      guard let place = grid.place(of: since) else {
        grid.double()
        buckets = stride(from: 0, to: buckets.count, by: 2).map { index in
          var pair = buckets[index]
          if index + 1 < buckets.count { pair.merge(buckets[index + 1]) }
          return pair
        }
        continue
      }
      while buckets.count <= place { buckets.append(Bucket()) }
      let end = min(now, grid.end(of: place))
      buckets[place].add(value, for: end - since)
      since = end
    }
  }

  /// The exact integral over everything recorded.
  package var integral: Int128 { buckets.reduce(0) { $0 + $1.integral } }
}
