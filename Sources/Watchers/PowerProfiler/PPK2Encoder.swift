import Machine

/// Makes the words of a Power Profiler Kit II of samples: bits 0 ... 13 the converter, 14 ... 16 the range, 18 ... 23 a
/// counter, 24 ... 31 the signals (public: pc-nrfconnect-ppk, ppk2lab's protocol description).
///
/// What rounding leaves of a sample's charge goes into the next one, so that the mean over any time is right to one step.
struct PPK2Encoder {
  /// 100,000 samples a second.
  static let period: Tick = 15_360

  private(set) var range = 0
  private var counter: UInt32 = 0
  /// Charge that was measured and not told yet, in pA·ticks.
  private var carried: Int64 = 0

  /// The word of the next sample.
  /// Its charge is clamped to 20 A for its time, by the probe.
  package mutating func encode(_ sample: CurrentSample) -> UInt32 {
    let charge = Int64(clamping: sample.charge)
    range = PPK2Range.next(after: range, current: charge / Int64(PPK2Encoder.period))
    let step = PPK2Range.steps[range]
    let total = charge + carried
    let reading = min(max((total + step / 2) / step, 0), PPK2Range.fullScale)
    // An instrument at its stop forgets.
    carried = reading == PPK2Range.fullScale ? 0 : total - reading * step
    defer { skip() }
    return UInt32(reading) | UInt32(range) << 14 | counter << 18 | UInt32(sample.highs) << 24
  }

  /// The next sample is lost: its number is missing.
  mutating func skip() { counter = (counter + 1) & 63 }
}
