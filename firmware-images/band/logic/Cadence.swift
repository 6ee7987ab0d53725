/// Finds the step frequency in an autocorrelation.
enum Cadence {
  /// Step frequencies looked for, in bins of 25/256 Hz: 0.88 to 3.42 Hz, or 53 to 205 steps a minute.
  private static let lowest = 9
  private static let highest = 35
  /// Weakest walk: 18 mg of standard deviation.
  private static let leastVariance: UInt32 = 18 * 18
  /// Least likeness of one stride to the next, in 1/256.
  private static let leastRegularity: Int32 = 110

  /// Period of one step in 1/64 sample, or nil when there is no walk.
  static func stepPeriod(of correlation: borrowing Correlation) -> Int32? {
    guard correlation.variance >= leastVariance else { return nil }
    var storage = InlineArray<40, Int32>(repeating: 0)
    let bin = withUnsafeMutablePointer(to: &storage) { pointer in
      let power = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Int32.self)
      correlation.spectrum(3..<(highest + 2), into: power)
      return stepBin(UnsafePointer(power))
    }
    return bin > 0 ? refine(bin, correlation) : nil
  }

  /// The bin of the step frequency, or 0.
  private static func stepBin(_ power: UnsafePointer<Int32>) -> Int {
    var bin = 0
    for other in lowest...highest where isPeak(other, power) {
      if bin == 0 || power[other] > power[bin] { bin = other }
    }
    return bin > 0 ? resolveOctave(bin, power) : 0
  }

  private static func isPeak(_ bin: Int, _ power: UnsafePointer<Int32>) -> Bool {
    power[bin] >= power[bin - 1] && power[bin] >= power[bin + 1]
  }

  /// The power of a line within a bin of `bin`, or 0 where the spectrum only slopes.
  private static func line(_ bin: Int, _ power: UnsafePointer<Int32>) -> Int32 {
    guard bin >= 4, bin <= highest else { return 0 }
    for near in max(bin - 1, 4)...(bin + 1) where isPeak(near, power) { return power[near] }
    return 0
  }

  /// A swinging arm puts a line at half of the step frequency, a hard heel one at twice. The strongest line is the stride
  /// when there is a second one an octave up and nothing between or below that only slower steps would explain.
  private static func resolveOctave(_ bin: Int, _ power: UnsafePointer<Int32>) -> Int {
    let double = 2 * bin
    guard double <= highest else { return bin }
    let here = power[bin]
    let above = line(double, power)
    let between = line(bin + bin / 2, power)
    let below = line(bin / 2, power)
    // Few people walk faster than 146 steps a minute, many at half of that: ask more of the octave there.
    let least = double < 25 ? here / 4 : here / 5 * 2
    if above > least, between + below < above / 2 { return double }
    return bin
  }

  /// The lag of the best correlation around two steps and around one, in 1/64 sample; nil when neither is alike enough.
  private static func refine(_ bin: Int, _ correlation: borrowing Correlation) -> Int32? {
    let step = peak(near: 256 / bin, correlation)
    let stride = peak(near: 512 / bin, correlation)
    let best = max(step.likeness, stride.likeness)
    guard best >= leastRegularity else { return nil }
    if stride.likeness >= step.likeness, stride.lag > 0 { return stride.lag / 2 }
    return step.lag > 0 ? step.lag : nil
  }

  private static func peak(near lag: Int, _ correlation: borrowing Correlation) -> (lag: Int32, likeness: Int32) {
    let reach = max(1, lag / 8)
    var best = 0
    var likeness: Int32 = 0
    for candidate in (lag - reach)...(lag + reach + 1) where candidate > 2 && candidate < Correlation.lags - 1 {
      let value = correlation.coefficient(at: candidate)
      if value > likeness {
        likeness = value
        best = candidate
      }
    }
    guard best > 0 else { return (0, 0) }
    // A parabola through the three sums around the best lag.
    let before = correlation.coefficient(at: best - 1)
    let after = correlation.coefficient(at: best + 1)
    let curve = 2 * (2 * likeness - before - after)
    let offset = curve > 0 ? max(-32, min(32, (after - before) * 64 / curve)) : 0
    return (Int32(best) * 64 + offset, likeness)
  }
}
