import Machine

/// A stretch of time cut into equal buckets, never more than a fixed number: all series of one recording are cut alike.
package struct TimeGrid: Equatable, Sendable {
  /// The first bucket's beginning.
  package let start: Tick
  /// More buckets than this are never kept; even.
  package let capacity: Int
  /// The length of a bucket.
  package private(set) var width: Tick

  /// A grid that begins with buckets of `width`.
  package init(start: Tick, width: Tick = .milliseconds(1), capacity: Int = 2_048) {
    self.start = start
    self.width = max(width, 1)
    self.capacity = max(capacity & ~1, 2)
  }

  /// The bucket that a time lies in; `nil` past the last one.
  package func place(of time: Tick) -> Int? {
    let place = (time - start) / width
    return place < Tick(capacity) ? Int(place) : nil
  }

  /// Where a bucket ends.
  package func end(of place: Int) -> Tick { start + Tick(place + 1) * width }

  /// Makes each two buckets one.
  package mutating func double() { width *= 2 }
}
