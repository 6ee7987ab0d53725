/// What six seconds of movement are repeated by: the period of a step, and how much that looks like a walk.
struct Cadence {
  /// Period of one step in 1/64 sample.
  let period: Int32
  /// How likely somebody walks, in 1/256 of the natural logarithm of the odds.
  let likelihood: Int32

  /// Shortest and longest step in 1/64 sample: 231 and 36 steps a minute.
  private static let shortest: Int32 = 416
  private static let longest: Int32 = 2667
  /// The amplitude of a step's rise and fall that nobody reaches: 5.5 cm, an estimate, as the standard deviation in mg of
  /// a sine with a period of one sample: sqrt(1/2) · (2π · 25 Hz)² · 5.5 cm.
  private static let highestRise: Int32 = 98_000
  /// How likely a walk is before anything is known of it.
  private static let prior: Int32 = -4400

  /// Finds out whether a repetition is a step or a stride; nil when it is too fast or too faint for either.
  ///
  /// - deviation: the magnitude's standard deviation in mg.
  /// - last: the step's period before in 1/64 sample, or 0.
  init?(
    _ repetition: Int32, _ correlation: Correlation, _ swing: SwingCorrelation, deviation: Int32,
    last: Int32
  ) {
    let after = SwingLikeness(swing, period: repetition)
    let isStride = Self.isStride(repetition, correlation, after, deviation, last)
    period = isStride ? repetition / 2 : repetition
    guard period >= Self.shortest else { return nil }
    let limit = Self.highestRise(of: period)
    // Less than 0.7 cm is no step.
    guard deviation * 8 >= limit else { return nil }
    let likeness =
      isStride
      ? SwingLikeness(one: swing.coefficient(near: Self.lag(period)), two: after.one) : after
    likelihood = Self.likelihood(
      period, correlation, likeness, rise: min(256 * deviation / limit, 140))
  }

  /// Steps a minute.
  var stepsPerMinute: Int32 { Self.stepsPerMinute(period) }

  private static func stepsPerMinute(_ period: Int32) -> Int32 {
    60 * StepCounter.sampleRate * 64 / period
  }

  private static func lag(_ period: Int32) -> Int { Int((period + 32) / 64) }

  private static func highestRise(of period: Int32) -> Int32 {
    let samples = period / 64
    return highestRise / (samples * samples)
  }

  /// How alike the axes are after one and after two periods.
  private struct SwingLikeness {
    var one: Int32
    var two: Int32

    init(one: Int32, two: Int32) {
      self.one = one
      self.two = two
    }

    init(_ swing: SwingCorrelation, period: Int32) {
      one = swing.coefficient(near: Cadence.lag(period))
      two = swing.coefficient(near: Cadence.lag(2 * period))
    }
  }

  /// Period of what is repeated in the magnitude, in 1/64 sample, or 0: a step or a stride. The first of the peaks that are
  /// nearly as high as the highest, which has at least the likeness `least` in 1/256.
  static func repetition(of correlation: Correlation, least: Int32) -> Int32 {
    var highest: Int32 = 0
    for lag in 3...62 where correlation.isPeak(lag) {
      highest = max(highest, correlation.coefficient(at: lag))
    }
    guard highest >= least else { return 0 }
    for lag in 3...62
    where correlation.isPeak(lag) && correlation.coefficient(at: lag) * 5 >= highest * 4 {
      return refine(lag, correlation)
    }
    return 0
  }

  /// The period of a peak in 1/64 sample: the more exact, the more of its multiples are peaks too.
  private static func refine(_ lag: Int, _ correlation: Correlation) -> Int32 {
    let least = correlation.coefficient(at: lag) * 3 / 4
    var period = vertex(lag, correlation)
    var times: Int32 = 2
    while period * times < 61 * 64 {
      let peak = correlation.highest(near: Self.lag(period * times))
      guard correlation.isPeak(peak), correlation.coefficient(at: peak) >= least else { break }
      period = vertex(peak, correlation) / times
      times *= 2
    }
    return period
  }

  /// The vertex of the parabola through the three sums around a peak, in 1/64 sample.
  private static func vertex(_ lag: Int, _ correlation: Correlation) -> Int32 {
    let before = correlation.coefficient(at: lag - 1)
    let here = correlation.coefficient(at: lag)
    let after = correlation.coefficient(at: lag + 1)
    let curve = 2 * (2 * here - before - after)
    return Int32(lag) * 64 + (curve > 0 ? max(-32, min(32, (after - before) * 64 / curve)) : 0)
  }

  /// Whether a repetition is a stride: two steps of half its length. Each sign counts in 1/256.
  private static func isStride(
    _ period: Int32, _ correlation: Correlation, _ swing: SwingLikeness, _ deviation: Int32,
    _ last: Int32
  ) -> Bool {
    if period < 2 * shortest { return false }
    if period > longest { return true }
    // A body rises and falls by few centimetres; at the same acceleration, a slow step would have to rise by many.
    let limit = highestRise(of: period)
    var score = max(-192, min(512, 256 * (deviation - limit) / limit))
    // Where the axes are less alike after one period than after two, the arm swings once in two periods: each is a step.
    score -= 2 * max(0, swing.two - swing.one - 32)
    // Something alike in between is the step.
    score += correlation.coefficient(at: lag(period / 2)) / 2
    // Slow steps are rare.
    score += 3 * max(0, 70 - stepsPerMinute(period))
    // People seldom double their cadence or halve it.
    if agree(period, last) { score -= 192 }
    if agree(period / 2, last) { score += 192 }
    return score > 0
  }

  /// Whether two periods differ by less than an eighth; not when there is no last one.
  static func agree(_ period: Int32, _ last: Int32) -> Bool { abs(period - last) * 8 < last }

  /// How likely it is a walk. The weights are those of a logistic regression over people who walked, drove or did neither,
  /// rounded; an arm may swing back halfway without being less of a walk. Cars rock about 40 times a minute, which few
  /// people walk at: such slow steps have to be the more alike.
  private static func likelihood(
    _ period: Int32, _ correlation: Correlation, _ swing: SwingLikeness, rise: Int32
  ) -> Int32 {
    let lag = lag(period)
    let one = correlation.coefficient(near: lag)
    let two =
      2 * lag < Correlation.lags - 1 ? correlation.coefficient(near: Self.lag(2 * period)) : one
    return prior + 3 * (one + two) + 9 * (max(0, swing.one) + swing.two) / 2 + 10 * rise
      + 31 * max(50, min(100, stepsPerMinute(period)))
  }
}
