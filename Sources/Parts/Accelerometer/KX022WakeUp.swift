/// The wake-up engine of a KX022: it looks at the high-passed acceleration.
///
/// Chosen where the public material is silent: a filter of the first order that keeps seven eighths from sample to
/// sample; the first sample after the start is where it rests; after a detection the counting begins anew.
struct KX022WakeUp: Codable {
  /// What the registers ask for.
  struct Settings {
    /// ATH in counts: sixteenths of a g.
    var threshold: Int
    /// WUFC, at least 1.
    var samples: Int
    /// INC2: which directions count, as in INS3.
    var directions: UInt8
  }

  /// The filter's output, in counts.
  private(set) var output = SIMD3<Int32>()
  /// INS3 of the last detection.
  private(set) var directions: UInt8 = 0
  private var last: SIMD3<Int32>?
  private var count = 0

  /// Begins anew; the last detection stays.
  mutating func restart() {
    last = nil
    output = .zero
    count = 0
  }

  /// INT_REL was read.
  mutating func release() { directions = 0 }

  /// Takes a sample in counts; returns whether it wakes.
  mutating func take(_ sample: SIMD3<Int32>, _ settings: Settings) -> Bool {
    // Restored values may be anything.
    let moved = (output &+ sample &- (last ?? sample)).clamped(
      lowerBound: .init(repeating: -131_072), upperBound: .init(repeating: 131_072))
    output = moved &* 7 / 8
    last = sample
    let exceeding = KX022Direction.bits(output, above: settings.threshold) & settings.directions
    guard exceeding != 0 else {
      count = 0
      return false
    }
    count &+= 1
    guard count >= settings.samples else { return false }
    count = 0
    directions = exceeding
    return true
  }
}
