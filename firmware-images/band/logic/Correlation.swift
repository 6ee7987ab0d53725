/// The autocorrelation of five seconds at 25 samples a second, for lags up to 2.5 s.
struct Correlation: ~Copyable {
  static let samples = 125
  static let lags = 64

  /// Sums of products at lag 0...63, scaled so that lag 0 lies in 2¹⁴..<2¹⁵ (or everything is 0).
  private(set) var sums = InlineArray<64, Int32>(repeating: 0)
  /// The same under a raised-cosine lag window (Blackman and Tukey).
  private var windowed = InlineArray<64, Int32>(repeating: 0)
  /// Standard deviation squared of the samples, before scaling.
  private(set) var variance: UInt32 = 0

  /// Takes `source`, 125 samples, as a ring that starts at `start`.
  mutating func take(_ source: UnsafePointer<Int16>, from start: Int) {
    var storage = InlineArray<125, Int16>(repeating: 0)
    withUnsafeMutablePointer(to: &storage) { pointer in
      let centred = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Int16.self)
      let shift = Self.centre(source, from: start, into: centred)
      for lag in stride(from: 0, to: Self.lags, by: 2) {
        let pair = Self.sums(centred, lag)
        sums[lag] = pair.0
        sums[lag + 1] = pair.1
      }
      variance = (UInt32(truncatingIfNeeded: sums[0]) / UInt32(Self.samples)) << (2 &* shift)
    }
    normalise()
  }

  /// The inner loop of it all: two lags at once, which share their loads, through pointers, so that nothing is checked.
  private static func sums(_ centred: UnsafePointer<Int16>, _ lag: Int) -> (Int32, Int32) {
    var first: Int32 = 0
    var second: Int32 = 0
    var early = centred
    var late = centred + lag
    let last = centred + (samples - 1)
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

  /// Copies the ring in order, less its mean, shifted right until it fits eleven bits. Returns the shift.
  private static func centre(
    _ source: UnsafePointer<Int16>, from start: Int, into centred: UnsafeMutablePointer<Int16>
  ) -> UInt32 {
    var total: Int32 = 0
    for index in 0..<samples { total &+= Int32(source[index]) }
    let mean = total / Int32(samples)
    var peak: Int32 = 0
    var from = start
    for index in 0..<samples {
      let value = Int32(source[from]) &- mean
      peak = max(peak, abs(value))
      centred[index] = Int16(truncatingIfNeeded: value)
      from = from == samples - 1 ? 0 : from &+ 1
    }
    var shift: UInt32 = 0
    while peak >= 2048 {
      peak >>= 1
      shift &+= 1
    }
    if shift > 0 {
      for index in 0..<samples { centred[index] = centred[index] >> Int16(truncatingIfNeeded: shift) }
    }
    return shift
  }

  private mutating func normalise() {
    guard sums[0] > 0 else { return }
    let zeros = Int32(truncatingIfNeeded: sums[0].leadingZeroBitCount) &- 17
    for lag in 0..<Self.lags {
      let value = zeros >= 0 ? sums[lag] << zeros : sums[lag] >> (0 &- zeros)
      sums[lag] = value
      windowed[lag] = (value &* (256 &+ Cosine.at(2 &* lag))) >> 9
    }
  }

  /// Correlation coefficient at `lag`, in 1/256: the sum at that lag by what it would be if every period were alike.
  func coefficient(at lag: Int) -> Int32 {
    guard lag < Self.lags else { return 0 }
    return withUnsafePointer(to: sums) { pointer in
      let sums = UnsafeRawPointer(pointer).assumingMemoryBound(to: Int32.self)
      guard sums[0] > 0 else { return 0 }
      return sums[lag] &* 256 / (sums[0] &* Int32(Self.samples &- lag) / Int32(Self.samples))
    }
  }

  /// Power at each bin, in units of 25/256 Hz: the cosine transform of the windowed sums.
  func spectrum(_ bins: Range<Int>, into power: UnsafeMutablePointer<Int32>) {
    var table = InlineArray<256, Int16>(repeating: 0)
    for angle in 0..<256 { table[angle] = Int16(truncatingIfNeeded: Cosine.at(angle)) }
    withUnsafePointer(to: table) { table in
      withUnsafePointer(to: windowed) { windowed in
        let cosine = UnsafeRawPointer(table).assumingMemoryBound(to: Int16.self)
        let sums = UnsafeRawPointer(windowed).assumingMemoryBound(to: Int32.self)
        for bin in bins {
          var total = sums[0] &* 128
          var phase = 0
          for lag in 1..<Self.lags {
            phase = (phase &+ bin) & 255
            total &+= sums[lag] &* Int32(cosine[phase])
          }
          power[bin] = max(total &>> 8, 0)
        }
      }
    }
  }
}

/// The cosine in 1/256, of angles in 1/256 of a turn.
enum Cosine {
  private static let quarter: InlineArray<65, Int16> = [
    256, 256, 256, 255, 255, 254, 253, 252, 251, 250, 248, 247, 245, 243, 241, 239, 237, 234, 231, 229, 226, 223, 220,
    216, 213, 209, 206, 202, 198, 194, 190, 185, 181, 177, 172, 167, 162, 157, 152, 147, 142, 137, 132, 126, 121, 115,
    109, 104, 98, 92, 86, 80, 74, 68, 62, 56, 50, 44, 38, 31, 25, 19, 13, 6, 0,
  ]

  static func at(_ angle: Int) -> Int32 {
    let folded = angle & 255
    let half = folded > 128 ? 256 &- folded : folded
    return half > 64 ? 0 &- Int32(quarter[128 &- half]) : Int32(quarter[half])
  }
}
