import Machine

/// The heel strikes of one stretch of walking. Each is a function of its number alone, so the count is exact at any time.
struct StepTrain {
  let start: Tick
  let cadence: Int
  private let noise: SeededNoise
  /// Ticks a step, on average.
  private let period: Double

  init(start: Tick, cadence: Int, noise: SeededNoise) {
    self.start = start
    self.cadence = min(max(cadence, 20), 240)
    self.noise = noise
    period = 60 * Double(Tick.perSecond) / Double(self.cadence)
  }

  /// The time of step `k` after the start, in ticks: the walker is up to 4 % of a step early or late, and wanders up to
  /// 0.6 steps from the even pace over some 32 steps. Two steps are never closer than 0.86 periods.
  func offset(ofStep k: Int) -> Double {
    let index = UInt64(k + 64)
    let wander = 0.6 * noise.smooth(Double(k + 64) / 32)
    return period * (Double(k) + 0.5 + 0.04 * noise.signed(index &+ 1 << 32) + wander)
  }

  /// The number of steps in (start, start + elapsed]: steps that the jitter puts before the start do not happen.
  func count(elapsed: Tick) -> Int { max(0, lastStep(elapsed: elapsed) + 1 - firstStep) }

  /// The number of the last step at or before a time; may be negative at the beginning.
  func lastStep(elapsed: Tick) -> Int {
    let time = Double(elapsed)
    var k = Int((time / period - 0.5).rounded(.down))
    while offset(ofStep: k + 1) <= time { k += 1 }
    while k > -8 && offset(ofStep: k) > time { k -= 1 }
    return k
  }

  private var firstStep: Int { offset(ofStep: -1) > 0 ? -1 : offset(ofStep: 0) > 0 ? 0 : 1 }
}
