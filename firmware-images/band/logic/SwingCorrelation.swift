/// How alike the three axes together are to themselves some lags later, over the same six seconds as `Correlation`.
///
/// The sum over the axes does not depend on how the band is worn. A swinging arm comes back after two steps, not after
/// one: that tells a step from a stride.
struct SwingCorrelation: ~Copyable {
  private static let stride = 150
  /// The changes of x, then of y, then of z.
  private var values = InlineArray<450, Int16>(repeating: 0)
  private var energy: Int32 = 0

  /// Takes `source`, 150 samples of three axes each, as a ring that starts at sample `start`.
  mutating func take(_ source: UnsafePointer<Int16>, from start: Int) {
    withUnsafeMutablePointer(to: &values) { pointer in
      let values = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Int16.self)
      var peak: Int32 = 0
      for axis in 0..<3 {
        let change = Correlation.change(source + axis, width: 3, from: start, into: values + Self.stride &* axis)
        peak = max(peak, change)
      }
      for axis in 0..<3 { Correlation.scale(values + Self.stride &* axis, Correlation.shift(for: peak)) }
    }
    energy = sum(at: 0)
  }

  /// The best correlation coefficient within a sample of `lag`, which is at least 1, in 1/256; 0 beyond 3.2 s.
  func coefficient(near lag: Int) -> Int32 {
    guard energy > 0, lag < 80 else { return 0 }
    var best: Int32 = -256
    for candidate in (lag - 1)...(lag + 1) {
      let whole =
        energy / Int32(Correlation.changes) &* Int32(truncatingIfNeeded: Correlation.changes &- candidate) / 256
      if whole > 0 { best = max(best, sum(at: candidate) / whole) }
    }
    return best
  }

  private func sum(at lag: Int) -> Int32 {
    withUnsafePointer(to: values) { pointer in
      var total: Int32 = 0
      var early = UnsafeRawPointer(pointer).assumingMemoryBound(to: Int16.self)
      for _ in 0..<3 {
        var late = early + lag
        let next = early + Self.stride
        let last = early + Correlation.changes
        while late < last {
          total &+= Int32(early.pointee) &* Int32(late.pointee)
          early += 1
          late += 1
        }
        early = next
      }
      return total
    }
  }
}
