/// Counts steps from acceleration at 25 samples a second.
///
/// The squared magnitude of the acceleration is independent of how the band is worn. Samples are gathered in blocks of a
/// second; as long as nothing moves, that is all the work. When something does, every two seconds the autocorrelation of
/// the last five seconds is taken, and `Cadence` looks for a step frequency in it. Steps are credited by block, period by
/// period, once three estimates in a row agree, so that single movements never count; the blocks before are credited in
/// hindsight. Blocks that are much quieter than the walk around them are left out.
struct StepCounter {
  /// Samples a second that the filter lengths below are made for.
  static let sampleRate: Int32 = 25

  /// Steps since the start.
  private(set) var steps: UInt32 = 0
  /// True while the last estimate was credited.
  private(set) var isWalking = false
  /// Steps a minute by the last credited estimate, 0 before the first.
  private(set) var cadence: UInt32 = 0

  /// Sum of the seconds' ranges in mg since `takeMovement`, and how many seconds that were.
  private var movement: UInt32 = 0
  private var movementSeconds: UInt32 = 0

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
  private var widest: Int32 = 0
  /// Blocks of walking not yet credited that have left the window.
  private var owed = 0
  /// Part of a step not yet counted, in 1/65,536.
  private var fraction: UInt32 = 0

  /// A movement that fills less of the window than this many blocks is no walk.
  private static let leastActive = 3
  /// Blocks of walking before any counts.
  private static let leastWalk = 7
  /// Estimates that have to agree with the one before.
  private static let leastAgreement = 2

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
    // The block that leaves the window is owed to the walker while the estimates have not agreed often enough.
    if lastPeriod != 0 && !credited[block] && isActive(block) { owed += 1 }
    ranges[block] = high &- low
    movement &+= UInt32(truncatingIfNeeded: high &- low)
    movementSeconds &+= 1
    credited[block] = false
    low = .max
    high = .min
    position = 0
    block = block == Self.blocks - 1 ? 0 : block + 1
    widest = 0
    for index in 0..<Self.blocks { widest = max(widest, ranges[index]) }
    if blocksUntilEstimate > 0 { blocksUntilEstimate -= 1 }
    guard blocksUntilEstimate == 0 else { return }
    var active = 0
    for index in 0..<Self.blocks where isActive(index) { active += 1 }
    if active < Self.leastActive {
      lose()
    } else {
      blocksUntilEstimate = 2
      estimate()
    }
  }

  /// How much the wrist has moved since the last call: the mean over the seconds of each one's range of acceleration, in
  /// units of 4 mg, at most 255.
  mutating func takeMovement() -> UInt8 {
    guard movementSeconds > 0 else { return 0 }
    let mean = movement / movementSeconds
    movement = 0
    movementSeconds = 0
    return UInt8(truncatingIfNeeded: min(mean / 4, 255))
  }

  /// True when the block belongs to the movement around it.
  private func isActive(_ index: Int) -> Bool {
    ranges[index] >= Self.quietRange && ranges[index] * 3 > widest
  }

  private mutating func lose() {
    isWalking = false
    agreement = 0
    lastPeriod = 0
    owed = 0
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
    // Periods are in 1/64 sample; two estimates agree within an eighth.
    let agrees = lastPeriod != 0 && abs(period - lastPeriod) * 8 < lastPeriod
    if !agrees { lose() }
    lastPeriod = period
    if agrees { agreement += 1 }
    if !isWalking {
      var walked = owed
      for index in 0..<Self.blocks where !credited[index] && isActive(index) { walked += 1 }
      isWalking = agreement >= Self.leastAgreement && walked >= Self.leastWalk
    }
    if isWalking { credit(period) }
  }

  private mutating func credit(_ period: Int32) {
    cadence = UInt32(60 * Self.sampleRate * 64 / period)
    let stepsABlock = UInt32(truncatingIfNeeded: Int32(Self.blockSamples) &* 64 &* 65536 / period)
    for index in 0..<Self.blocks where !credited[index] {
      credited[index] = true
      if isActive(index) { owed += 1 }
    }
    while owed > 0 {
      owed -= 1
      let total = fraction &+ stepsABlock
      steps &+= total >> 16
      fraction = total & 0xFFFF
    }
  }
}
