/// How alike the three axes together are to themselves some lags later, over the same six seconds as `Correlation`.
///
/// The sum over the axes does not depend on how the band is worn. A swinging arm comes back after two steps, not after
/// one: that tells a step from a stride.
struct SwingCorrelation {
  private static let stride = 150
  /// The changes of x, then of y, then of z.
  private let values: UnsafePointer<Int16>
  private let energy: Int32

  private init(_ values: UnsafePointer<Int16>) {
    self.values = values
    energy = Self.sum(values, 0)
  }

  /// The correlation of `source`, 150 samples of three axes each, a ring that starts at sample `start`: valid during `body`
  /// only.
  static func with<Result>(
    _ source: UnsafePointer<Int16>, from start: Int, _ body: (SwingCorrelation) -> Result
  ) -> Result {
    var changed = InlineArray<450, Int16>(repeating: 0)
    return withUnsafeMutablePointer(to: &changed) { pointer in
      let values = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Int16.self)
      var peak: Int32 = 0
      for axis in 0..<3 {
        peak = max(
          peak,
          Correlation.change(source + axis, width: 3, from: start, into: values + stride &* axis))
      }
      let shift = Correlation.shift(for: peak)
      for axis in 0..<3 { Correlation.scale(values + stride &* axis, shift) }
      return body(SwingCorrelation(values))
    }
  }

  /// The best correlation coefficient within a sample of `lag`, which is at least 1, in 1/256; 0 beyond 3.2 s.
  func coefficient(near lag: Int) -> Int32 {
    guard energy > 0, lag < 80 else { return 0 }
    var best: Int32 = -256
    for candidate in (lag - 1)...(lag + 1) {
      let whole =
        energy / Int32(Correlation.changes)
        &* Int32(truncatingIfNeeded: Correlation.changes &- candidate) / 256
      if whole > 0 { best = max(best, Self.sum(values, candidate) / whole) }
    }
    return best
  }

  private static func sum(_ values: UnsafePointer<Int16>, _ lag: Int) -> Int32 {
    var total: Int32 = 0
    for axis in 0..<3 {
      var early = values + stride &* axis
      var late = early + lag
      let last = early + Correlation.changes
      while late < last {
        total &+= Int32(early.pointee) &* Int32(late.pointee)
        early += 1
        late += 1
      }
    }
    return total
  }
}
