/// Time, steps and the cause of a reset, in RAM that start-up does not clear.
enum Retention {
  private static let magic: UInt32 = 0x4B45_4551

  private static var sum: UInt32 {
    let kept = band_retained
    return kept.magic &+ kept.time &* 3 &+ kept.time_is_set &* 5 &+ kept.steps &* 7 &+ kept.boots &* 11 &+ kept
      .reset_cause &* 13 &+ kept.steps_before &* 17 &+ kept.day &* 19
  }
  static var isValid: Bool { band_retained.magic == magic && band_retained.check == sum }

  /// Notes why a reset follows. The time is that of the last `save`.
  static func note(cause: ResetCause) {
    guard isValid else { return }
    band_retained.reset_cause = cause.rawValue
    band_retained.check = sum
  }

  /// Takes over what was kept, if anything was.
  static func restore() {
    guard isValid else { return }
    Timebase.civil = band_retained.time
    BandDevice.isTimeSet = band_retained.time_is_set != 0
    Statistic.steps.value = band_retained.steps
    Today.stepsBefore = band_retained.steps_before
    Today.day = band_retained.day
    Statistic.resetCause.value = band_retained.reset_cause
    Statistic.boots.value = band_retained.boots
  }

  static func save() {
    band_retained.magic = magic
    band_retained.time = Timebase.civil
    band_retained.time_is_set = BandDevice.isTimeSet ? 1 : 0
    band_retained.steps = Statistic.steps.value
    band_retained.steps_before = Today.stepsBefore
    band_retained.day = Today.day
    band_retained.boots = Statistic.boots.value
    band_retained.reset_cause = ResetCause.power.rawValue
    band_retained.check = sum
  }

  // MARK: The gauge

  private static let gaugeMagic: UInt32 = 0x4741_5531
  private static let gaugeWords = 12

  private static func words<T>(_ body: (UnsafeMutablePointer<Int32>) -> T) -> T {
    withUnsafeMutablePointer(to: &band_retained_gauge.words.0) { body($0) }
  }
  private static var gaugeSum: UInt32 {
    words { words in
      var sum = gaugeMagic
      for index in 0..<gaugeWords { sum = (sum << 5 | sum >> 27) &+ UInt32(bitPattern: words[index]) }
      return sum
    }
  }

  /// What the gauge knew before a reset; nil where nothing was kept.
  static var gauge: InlineArray<12, Int32>? {
    get {
      guard band_retained_gauge.magic == gaugeMagic, band_retained_gauge.check == gaugeSum else { return nil }
      return words { words in InlineArray<12, Int32> { words[$0] } }
    }
    set {
      guard let newValue else { return }
      words { words in for index in 0..<gaugeWords { words[index] = newValue[index] } }
      band_retained_gauge.magic = gaugeMagic
      band_retained_gauge.check = gaugeSum
    }
  }
}
