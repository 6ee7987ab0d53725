import Machine
import Session
import Watchers

/// A quantity over time, as minimum, mean and maximum of ever longer stretches the further back one looks: each level has
/// stretches four times as long as the one below, and as many of them.
///
/// A change costs little more than the finest level's part of it, however many levels there are: a stretch that is over is merged
/// into the next level's, and time in which nothing changes is booked as a whole.
struct RingSeries {
  /// Stretches that each level keeps.
  static let capacity = 1_024
  /// The finest level's stretches are 2^20 ticks, 0.68 ms; the coarsest level's 2.9 h, so that it reaches back 120 days.
  static let shifts = Array(stride(from: 20, through: 44, by: 2))

  private struct Level {
    let shift: Int
    /// By number modulo the capacity; grows up to that.
    var buckets: [(number: Tick, bucket: StepSeries.Bucket)] = []
    var open = StepSeries.Bucket()

    mutating func store(_ bucket: StepSeries.Bucket, _ number: Tick) {
      let place = Int(number % Tick(RingSeries.capacity))
      while buckets.count <= place { buckets.append((.max, StepSeries.Bucket())) }
      buckets[place] = (number, bucket)
    }

    func bucket(_ number: Tick) -> StepSeries.Bucket? {
      let place = Int(number % Tick(RingSeries.capacity))
      return place < buckets.count && buckets[place].number == number ? buckets[place].bucket : nil
    }
  }

  private var levels = RingSeries.shifts.map { Level(shift: $0) }
  private(set) var value: Int64
  private(set) var start: Tick
  private var since: Tick

  /// A series that begins with a value.
  init(_ value: Int64, at now: Tick) {
    self.value = value
    start = now
    since = now
  }

  /// The value is `next` from `now` on; times do not go back.
  mutating func set(_ next: Int64, at now: Tick) {
    guard next != value else { return }
    advance(to: now)
    value = next
  }

  /// Books the present value up to `now`.
  mutating func advance(to now: Tick) {
    guard now > since else { return }
    book(0, value, since, now)
    since = now
  }

  private mutating func book(_ level: Int, _ value: Int64, _ from: Tick, _ to: Tick) {
    let shift = levels[level].shift
    var from = from
    let end = ((from >> shift) + 1) << shift
    guard to >= end else {
      levels[level].open.add(value, for: to - from)
      return
    }
    levels[level].open.add(value, for: end - from)
    close(level, from >> shift)
    from = end
    let whole = (to >> shift) << shift
    if whole > from {
      fill(level, value, from, whole)
      if level + 1 < levels.count { book(level + 1, value, from, whole) }
      from = whole
    }
    if to > from { levels[level].open.add(value, for: to - from) }
  }

  /// The open stretch of a level is over.
  private mutating func close(_ level: Int, _ number: Tick) {
    let bucket = levels[level].open
    levels[level].store(bucket, number)
    levels[level].open = StepSeries.Bucket()
    guard level + 1 < levels.count else { return }
    levels[level + 1].open.merge(bucket)
    let step = levels[level + 1].shift - levels[level].shift
    if (number + 1) & ((1 << step) - 1) == 0 { close(level + 1, number >> step) }
  }

  private mutating func fill(_ level: Int, _ value: Int64, _ from: Tick, _ to: Tick) {
    let shift = levels[level].shift
    var bucket = StepSeries.Bucket()
    bucket.add(value, for: 1 << shift)
    let last = to >> shift
    let first = max(from >> shift, last > Tick(RingSeries.capacity) ? last - Tick(RingSeries.capacity) : 0)
    for number in first..<last { levels[level].store(bucket, number) }
  }

  /// What comes behind `now` has not been; stretches that reach behind it are forgotten.
  mutating func cut(after now: Tick, value: Int64) {
    for level in levels.indices {
      let shift = levels[level].shift
      levels[level].buckets.removeAll { $0.number != .max && (($0.number + 1) << shift) > now }
      let kept = levels[level].buckets
      levels[level].buckets = []
      for entry in kept where entry.number != .max { levels[level].store(entry.bucket, entry.number) }
      levels[level].open = StepSeries.Bucket()
    }
    self.value = value
    since = now
    start = min(start, now)
  }

  /// The series between two times in so many equal pieces; `nil` for those of which nothing is known. Advanced up to `to` before.
  func pieces(from: Tick, to: Tick, count: Int) -> [StepSeries.Bucket?] {
    let length = max(to - from, 1)
    let wanted = length / Tick(count)
    // The coarsest level that is as fine as asked, or the finest that reaches back so far.
    var level = levels.lastIndex { 1 << $0.shift <= wanted } ?? 0
    while level + 1 < levels.count,
      (since >> levels[level].shift) > (max(from, start) >> levels[level].shift) + Tick(RingSeries.capacity) - 1
    {
      level += 1
    }
    let shift = levels[level].shift
    let open = openBucket(level)
    return (0..<count).map { piece in
      let first = from + scaled(length, piece, count)
      let last = max(from + scaled(length, piece + 1, count), first + 1)
      var sum = StepSeries.Bucket()
      for number in (first >> shift)...((last - 1) >> shift) {
        let whole = levels[level].bucket(number)
        guard let stretch = whole ?? (number == since >> shift ? open : nil), stretch.ticks > 0 else { continue }
        // One that is not over ends where the series does.
        let (start, end) = (number << shift, whole == nil ? since : (number + 1) << shift)
        let (from, to) = (max(start, first), min(end, last))
        if to > from { sum.merge(RingSeries.part(of: stretch, to - from, of: end - start)) }
      }
      return sum.ticks > 0 ? sum : nil
    }
  }

  /// What of a stretch that is `length` long falls on `ticks` of it, as if it were even.
  private static func part(of stretch: StepSeries.Bucket, _ ticks: Tick, of length: Tick) -> StepSeries.Bucket {
    guard ticks < length else { return stretch }
    let (high, low) = stretch.ticks.multipliedFullWidth(by: ticks)
    var part = stretch
    part.ticks = max(length.dividingFullWidth((high, low)).quotient, 1)
    part.integral = stretch.integral * Int128(part.ticks) / Int128(stretch.ticks)
    return part
  }

  /// What a level has of the stretch that is not over, with what the levels below it have.
  private func openBucket(_ level: Int) -> StepSeries.Bucket {
    var open = StepSeries.Bucket()
    for lower in levels[...level] { open.merge(lower.open) }
    return open
  }

  private func scaled(_ length: Tick, _ piece: Int, _ count: Int) -> Tick {
    let (high, low) = length.multipliedFullWidth(by: Tick(piece))
    return Tick(count).dividingFullWidth((high, low)).quotient
  }
}
