/// Counts steps from acceleration at 25 samples a second.
///
/// The squared magnitude of the acceleration is independent of how the band is worn. Samples are gathered in blocks of a
/// second; as long as nothing moves, that is all the work. When something does, every two seconds the autocorrelation of
/// the last five seconds is taken, and `Cadence` looks for a step frequency in it. Steps are credited by block, period by
/// period, once two estimates in a row agree, so that single movements never count; the blocks before the second
/// estimate are credited in hindsight. Blocks that are much quieter than the walk around them are left out.
struct StepCounter {
  /// Samples a second that the filter lengths below are made for.
  static let sampleRate: Int32 = 25

  /// Steps since the start.
  private(set) var steps: UInt32 = 0
  /// True while the last estimate was credited.
  private(set) var isWalking = false
  /// Steps a minute by the last credited estimate, 0 before the first.
  private(set) var cadence: UInt32 = 0

  private static let blockSamples = 25
  private static let blocks = 5
  private static let window = blockSamples * blocks

  /// |a|²/2048 in mg²: 488 at rest, and about 1 a milli-g of change around it.
  private var samples = InlineArray<125, Int16>(repeating: 0)
  private var ranges = InlineArray<5, Int32>(repeating: 0)
  private var credited = InlineArray<5, Bool>(repeating: true)
  private var position = 0
  private var block = 0
  private var low: Int32 = .max
  private var high: Int32 = .min
  private var blocksUntilEstimate = 0
  private var lastPeriod: Int32 = 0
  private var agreement = 0
  /// Part of a step not yet counted, in 1/65,536.
  private var fraction: UInt32 = 0

  /// A block whose magnitude stays within this range, in mg, is rest.
  private static let quietRange: Int32 = 45

  init() {}

  /// Takes one sample in mg (±8 g at most), and counts what it completes.
  mutating func add(x: Int32, y: Int32, z: Int32) {
    let squared = x &* x &+ y &* y &+ z &* z
    let value = min(squared &>> 11, 32767)
    samples[block &* Self.blockSamples &+ position] = Int16(truncatingIfNeeded: value)
    low = min(low, value)
    high = max(high, value)
    position &+= 1
    if position == Self.blockSamples { endBlock() }
  }

  private mutating func endBlock() {
    ranges[block] = high &- low
    credited[block] = false
    low = .max
    high = .min
    position = 0
    let isQuiet = ranges[block] < Self.quietRange
    block = block == Self.blocks - 1 ? 0 : block + 1
    if blocksUntilEstimate > 0 { blocksUntilEstimate -= 1 }
    if isQuiet {
      if isWalking || agreement > 0 { lose() }
    } else if blocksUntilEstimate == 0 {
      blocksUntilEstimate = 2
      estimate()
    }
  }

  private mutating func lose() {
    isWalking = false
    agreement = 0
    lastPeriod = 0
  }

  private mutating func estimate() {
    var correlation = Correlation()
    let start = block * Self.blockSamples
    withUnsafePointer(to: samples) {
      correlation.take(UnsafeRawPointer($0).assumingMemoryBound(to: Int16.self), from: start)
    }
    guard let period = Cadence.stepPeriod(of: correlation) else {
      lose()
      return
    }
    // Periods are in 1/64 sample; two estimates agree within a fifth.
    let agrees = lastPeriod != 0 && abs(period - lastPeriod) * 5 < lastPeriod
    lastPeriod = period
    agreement = agrees ? agreement + 1 : 0
    isWalking = agreement > 0
    if isWalking { credit(period) }
  }

  private mutating func credit(_ period: Int32) {
    cadence = UInt32(60 * Self.sampleRate * 64 / period)
    var widest: Int32 = 0
    for index in 0..<Self.blocks { widest = max(widest, ranges[index]) }
    let stepsABlock = UInt32(truncatingIfNeeded: Int32(Self.blockSamples) &* 64 &* 65536 / period)
    for index in 0..<Self.blocks where !credited[index] {
      credited[index] = true
      guard ranges[index] * 3 > widest else { continue }
      let total = fraction &+ stepsABlock
      steps &+= total >> 16
      fraction = total & 0xFFFF
    }
  }
}
