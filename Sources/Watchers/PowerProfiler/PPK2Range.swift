/// The five measuring ranges of a Power Profiler Kit II and what one step of its converter means in each.
///
/// A client computes I = 4 ADC x (1.8 V / 163,840) / R, with the calibration that `PPK2Metadata` gives: no offset, a gain
/// of one (public: IRNAS/ppk2-api-python, pc-nrfconnect-ppk). So a step is 7.2 V / 163,840 / R; over a sample of 15,360
/// ticks that is 6.75e11 / R pA·ticks with R in ohms.
enum PPK2Range {
  /// Nominal shunt resistors, in ten-thousandths of an ohm, smallest range first (ppk2-api's defaults).
  static let resistors: [Int64] = [10_316_400, 1_016_500, 101_500, 9_400, 430]
  /// Steps in a range.
  static let fullScale: Int64 = 16_383
  /// The charge of one step over one sample, in pA·ticks; rounded by less than a billionth.
  static let steps: [Int64] = resistors.map { (6_750_000_000_000_000 + $0 / 2) / $0 }
  /// Above these currents the next range is taken, in pA (chosen, in the middle of the ranges' overlap).
  private static let upper: [Int64] = [50_000_000, 500_000_000, 5_000_000_000, 60_000_000_000]

  /// The range for a current in pA after `range`: it comes back at four fifths of where it goes up.
  static func next(after range: Int, current: Int64) -> Int {
    var range = range
    while range < 4 && current > upper[range] { range += 1 }
    while range > 0 && current < upper[range - 1] / 5 * 4 { range -= 1 }
    return range
  }
}
