/// How alike six seconds of movement are to themselves some lags later, at 25 samples a second.
///
/// Changes are compared, not accelerations: gravity and slow turns of the wrist drop out, and the step's own line stands
/// beside the much larger one of a swinging arm. Changes beyond twice their mean count as that much, so that a knock or a
/// gesture does not drown the steps around it.
///
/// What it computes with lies behind a pointer, because arrays in a borrowed struct are copied at every use.
struct Correlation {
  /// Samples taken, and changes between them.
  static let samples = 150
  static let changes = samples - 3
  /// Lags looked at, up to 2.5 s.
  static let lags = 64

  /// Sums of products of the magnitude's changes at lag 0...63, scaled so that lag 0 lies in 2¹⁴..<2¹⁵ (or all are 0).
  private let sums: UnsafePointer<Int32>

  /// The correlation of `source`, 150 samples, a ring that starts at `start`: valid during `body` only.
  static func with<Result>(
    _ source: UnsafePointer<Int16>, from start: Int, _ body: (Correlation) -> Result
  ) -> Result {
    var changed = InlineArray<150, Int16>(repeating: 0)
    var results = InlineArray<64, Int32>(repeating: 0)
    return withUnsafeMutablePointer(to: &changed) { changed in
      withUnsafeMutablePointer(to: &results) { results in
        let values = UnsafeMutableRawPointer(changed).assumingMemoryBound(to: Int16.self)
        let sums = UnsafeMutableRawPointer(results).assumingMemoryBound(to: Int32.self)
        let peak = change(source, width: 1, from: start, into: values)
        scale(values, shift(for: min(peak, hold(values))))
        for lag in stride(from: 0, to: lags, by: 2) {
          (sums[lag], sums[lag + 1]) = pair(values, lag)
        }
        normalise(sums)
        return body(Correlation(sums: UnsafePointer(sums)))
      }
    }
  }

  /// The inner loop of it all: two lags at once, which share their loads, through pointers, so that nothing is checked.
  private static func pair(_ values: UnsafePointer<Int16>, _ lag: Int) -> (Int32, Int32) {
    var first: Int32 = 0
    var second: Int32 = 0
    var early = values
    var late = values + lag
    let last = values + (changes - 1)
    var here = Int32(late.pointee)
    while late < last {
      late += 1
      let next = Int32(late.pointee)
      let value = Int32(early.pointee)
      early += 1
      first &+= value &* here
      second &+= value &* next
      here = next
    }
    return (first &+ Int32(early.pointee) &* here, second)
  }

  /// Writes the changes of every `width`th value of the ring, in order: over two samples, smoothed over two. Returns the
  /// largest.
  static func change(
    _ source: UnsafePointer<Int16>, width: Int, from start: Int,
    into values: UnsafeMutablePointer<Int16>
  ) -> Int32 {
    var from = start
    func next() -> Int32 {
      let value = Int32(source[from &* width])
      from = from == samples - 1 ? 0 : from &+ 1
      return value
    }
    var peak: Int32 = 0
    var (a, b, c) = (next(), next(), next())
    for index in 0..<changes {
      let d = next()
      // Samples lie within 0...24,576 or ±8,192: half of this fits sixteen bits.
      let value = (d &+ c &- b &- a) &>> 1
      peak = max(peak, abs(value))
      values[index] = Int16(truncatingIfNeeded: value)
      (a, b, c) = (b, c, d)
    }
    return peak
  }

  /// Clamps the changes to twice their mean size, which it returns.
  private static func hold(_ values: UnsafeMutablePointer<Int16>) -> Int32 {
    let end = values + changes
    var total: Int32 = 0
    var place = values
    while place < end {
      total &+= abs(Int32(place.pointee))
      place += 1
    }
    let most = total &* 2 / Int32(changes)
    place = values
    while place < end {
      let value = Int32(place.pointee)
      if value > most {
        place.pointee = Int16(truncatingIfNeeded: most)
      } else if value < 0 &- most {
        place.pointee = Int16(truncatingIfNeeded: 0 &- most)
      }
      place += 1
    }
    return most
  }

  /// How far values up to `peak` are shifted to the right to fit eleven bits and a sign, so that 441 squares fit 31.
  static func shift(for peak: Int32) -> Int {
    max(0, 21 &- peak.leadingZeroBitCount)
  }

  static func scale(_ values: UnsafeMutablePointer<Int16>, _ shift: Int) {
    guard shift > 0 else { return }
    for index in 0..<changes { values[index] = values[index] &>> Int16(truncatingIfNeeded: shift) }
  }

  private static func normalise(_ sums: UnsafeMutablePointer<Int32>) {
    guard sums[0] > 0 else { return }
    let zeros = Int32(truncatingIfNeeded: sums[0].leadingZeroBitCount) &- 17
    for lag in 0..<lags { sums[lag] = zeros >= 0 ? sums[lag] << zeros : sums[lag] >> (0 &- zeros) }
  }

  /// Correlation coefficient at a lag, in 1/256: the sum at that lag by what it would be if every period were alike.
  func coefficient(at lag: Int) -> Int32 {
    guard sums[0] > 0, lag < Self.lags else { return 0 }
    return sums[lag] &* 256
      / (sums[0] &* Int32(truncatingIfNeeded: Self.changes &- lag) / Int32(Self.changes))
  }

  /// The best correlation coefficient within a sample of `lag`, which is at least 1; 0 beyond 2.4 s.
  func coefficient(near lag: Int) -> Int32 {
    guard lag < Self.lags - 1 else { return 0 }
    return coefficient(at: highest(near: lag))
  }

  /// The lag of the highest sum within one of `lag`, which is in 1...62.
  func highest(near lag: Int) -> Int {
    var best = lag
    if sums[lag - 1] > sums[best] { best = lag - 1 }
    if sums[lag + 1] > sums[best] { best = lag + 1 }
    return best
  }

  /// Whether a lag in 1...62 has a higher sum than its neighbours.
  func isPeak(_ lag: Int) -> Bool { sums[lag] > sums[lag - 1] && sums[lag] >= sums[lag + 1] }
}
