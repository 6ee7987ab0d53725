/// Counts steps from acceleration at 25 samples a second.
///
/// Samples are gathered in blocks of a second; as long as nothing moves, that is all the work. When something does, every
/// two seconds the last six are looked at: `Correlation` compares the magnitude of the acceleration with itself some lags
/// later, `SwingCorrelation` the axes, and `Cadence` finds the step in them. Each finding that agrees with the one before
/// adds to the evidence of a walk; once there is enough, steps are credited by block, period by period, also those before.
/// A walk goes on over a few seconds in which nothing is found. Blocks that are much quieter than the walk around them are
/// left out.
struct StepCounter {
  /// Samples a second that the lags and lengths are made for.
  static let sampleRate: Int32 = 25

  /// Steps since the start.
  private(set) var steps: UInt32 = 0
  /// True from the first estimate that was credited to the end of the walk.
  private(set) var isWalking = false
  /// Steps a minute by the last credited estimate, 0 before the first.
  private(set) var cadence: UInt32 = 0

  /// Sum of the seconds' ranges in mg since `takeMovement`, and how many seconds that were.
  private var movement: UInt32 = 0
  private var movementSeconds: UInt32 = 0

  private static let blockSamples = 25
  private static let blocks = 6
  private static let window = blockSamples * blocks
  private static let everyBlock: UInt32 = 1 << UInt32(blocks) - 1

  /// |a|²/2048 in mg²: 488 at rest, and about 1 a milli-g of change around it.
  private var magnitudes = InlineArray<150, Int16>(repeating: 0)
  /// x, y and z in mg.
  private var axes = InlineArray<450, Int16>(repeating: 0)
  private var ranges = InlineArray<6, Int32>(repeating: 0)
  /// A bit for each block: those that belong to the movement around them, and those whose steps have been credited.
  private var active: UInt32 = 0
  private var credited = everyBlock
  private var position = 0
  private var block = 0
  private var low: Int32 = .max
  private var high: Int32 = .min
  /// The range of the second before.
  private var previousRange: Int32 = 0
  /// Blocks at rest in a row, up to the window's.
  private var quietBlocks = 0
  private var blocksUntilEstimate = 0
  /// The step's period by the last finding in 1/64 sample, 0 when there is no walk.
  private var lastPeriod: Int32 = 0
  /// The period of a finding that did not agree with the walk, or 0: a second one like it is a change of cadence.
  private var otherPeriod: Int32 = 0
  private var agreement = 0
  /// Findings without a step, or with another, since the last.
  private var misses = 0
  /// How likely somebody walks, in 1/256 of the natural logarithm of the odds.
  private var evidence: Int32 = 0
  /// What the ranges are compared with: the walk's own, as far as it is known, and its value when steps were last credited.
  private var usualRange: Int32 = 0
  private var creditedRange: Int32 = 0
  /// Blocks of walking not yet credited that have left the window.
  private var owed = 0
  /// Part of a step not yet counted, in 1/65,536.
  private var fraction: UInt32 = 0

  /// A movement that fills less of the window than this many blocks is no walk.
  private static let leastActive = 3
  /// Blocks of walking before any counts.
  private static let leastWalk = 7
  /// Estimates that have to agree with the one before.
  private static let leastAgreement = 1
  /// Evidence that begins a walk: odds of 34 to 1.
  private static let leastEvidence: Int32 = 900
  /// The most evidence that one estimate adds or takes, and that is kept.
  private static let mostEvidenceAtOnce: Int32 = 1000
  private static let mostEvidence: Int32 = 2048
  private static let evidenceOfMiss: Int32 = 256
  /// Estimates in a row without a step before the walk ends.
  private static let mostMisses = 4
  /// Least likeness of one period to the next, in 1/256, for a walk to begin and to go on.
  private static let likenessToBegin: Int32 = 100
  private static let likenessToGoOn: Int32 = 80
  /// A block whose magnitude stays within this range, in mg, is rest.
  private static let quietRange: Int32 = 45
  /// Weakest walk: 18 mg of standard deviation.
  private static let leastDeviation: Int32 = 18

  init() {}

  /// Takes one sample in mg (±8 g at most), and counts what it completes.
  mutating func add(x: Int32, y: Int32, z: Int32) {
    let squared = x &* x &+ y &* y &+ z &* z
    let value = min(squared &>> 11, 24_576)
    let index = block &* Self.blockSamples &+ position
    magnitudes[index] = Int16(truncatingIfNeeded: value)
    axes[3 &* index] = Int16(truncatingIfNeeded: x)
    axes[3 &* index &+ 1] = Int16(truncatingIfNeeded: y)
    axes[3 &* index &+ 2] = Int16(truncatingIfNeeded: z)
    low = min(low, value)
    high = max(high, value)
    position &+= 1
    if position == Self.blockSamples { endBlock() }
  }

  private mutating func endBlock() {
    // The block that leaves the window is owed to the walker while the evidence does not suffice.
    let bit: UInt32 = 1 &<< UInt32(truncatingIfNeeded: block)
    if lastPeriod != 0 && active & ~credited & bit != 0 { owed += 1 }
    let range = high &- low
    // Of a step longer than a block, every other block may be quiet.
    ranges[block] = lastPeriod > Int32(Self.blockSamples) &* 64 ? max(range, previousRange) : range
    previousRange = range
    movement &+= UInt32(truncatingIfNeeded: range)
    movementSeconds &+= 1
    credited &= ~bit
    low = .max
    high = .min
    position = 0
    quietBlocks = ranges[block] < Self.quietRange ? min(quietBlocks + 1, Self.blocks) : 0
    block = block == Self.blocks - 1 ? 0 : block + 1
    // Most of a day: everything at rest, and nothing to be lost any more.
    if quietBlocks == Self.blocks && lastPeriod == 0 {
      active = 0
      return
    }
    let widest = findActive()
    if blocksUntilEstimate > 0 { blocksUntilEstimate -= 1 }
    guard blocksUntilEstimate == 0 else { return }
    // A single gesture is not worth a look where no walk is in sight.
    if Self.count(lastPeriod == 0 ? blocks(near: widest) : active) < Self.leastActive {
      lose()
    } else {
      blocksUntilEstimate = 2
      take(estimate())
    }
  }

  /// Compares the blocks with the second widest, so that a gesture or a knock within one does not make rest of the steps
  /// around it; where a walk leaves the window, with what it had before. Returns the widest.
  private mutating func findActive() -> Int32 {
    var (widest, second): (Int32, Int32) = (0, 0)
    for index in 0..<Self.blocks {
      second = max(second, min(widest, ranges[index]))
      widest = max(widest, ranges[index])
    }
    usualRange = max(second, min(widest, creditedRange))
    active = blocks(near: usualRange)
    return widest
  }

  /// A bit for each block that is no rest beside others of this range.
  private func blocks(near range: Int32) -> UInt32 {
    var bits: UInt32 = 0
    for index in (0..<Self.blocks).reversed() {
      let isNear = ranges[index] >= Self.quietRange && ranges[index] &* 3 > range
      bits = bits &<< 1 | (isNear ? 1 : 0)
    }
    return bits
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

  /// Active blocks that are not credited.
  private var uncredited: Int { Self.count(active & ~credited) }

  private static func count(_ bits: UInt32) -> Int {
    var (rest, count) = (bits, 0)
    while rest != 0 {
      rest &= rest &- 1
      count += 1
    }
    return count
  }

  private mutating func lose() {
    isWalking = false
    agreement = 0
    misses = 0
    evidence = 0
    lastPeriod = 0
    otherPeriod = 0
    creditedRange = 0
    owed = 0
  }

  private mutating func miss() {
    misses += 1
    evidence -= Self.evidenceOfMiss
    if !isWalking || misses > Self.mostMisses || evidence < 0 { lose() }
  }

  private mutating func estimate() -> Cadence? {
    let start = block * Self.blockSamples
    let (last, least) = (lastPeriod, isWalking ? Self.likenessToGoOn : Self.likenessToBegin)
    return withUnsafeMutablePointer(to: &magnitudes) { magnitudes in
      withUnsafeMutablePointer(to: &axes) { axes in
        let magnitudes = UnsafeRawPointer(magnitudes).assumingMemoryBound(to: Int16.self)
        let axes = UnsafeRawPointer(axes).assumingMemoryBound(to: Int16.self)
        let deviation = Spread.deviation(magnitudes, Self.window)
        guard deviation >= Self.leastDeviation else { return nil }
        return Correlation.with(magnitudes, from: start) { correlation in
          let repetition = Cadence.repetition(of: correlation, least: least)
          guard repetition > 0 else { return nil }
          return SwingCorrelation.with(axes, from: start) { swing in
            Cadence(repetition, correlation, swing, deviation: deviation, last: last)
          }
        }
      }
    }
  }

  private mutating func take(_ found: Cadence?) {
    guard let found else { return miss() }
    let agrees = Cadence.agree(found.period, lastPeriod)
    if !agrees && isWalking && !Cadence.agree(found.period, otherPeriod) {
      otherPeriod = found.period
      return miss()
    }
    if !agrees && !isWalking { lose() }
    otherPeriod = 0
    misses = 0
    lastPeriod = found.period
    if agrees { agreement += 1 }
    let added = max(-Self.mostEvidenceAtOnce, min(Self.mostEvidenceAtOnce, found.likelihood))
    evidence = min(evidence + added, Self.mostEvidence)
    if evidence < 0 { return lose() }
    if !isWalking {
      isWalking =
        agreement >= Self.leastAgreement && evidence >= Self.leastEvidence
        && owed + uncredited >= Self.leastWalk
    }
    if isWalking { credit(found) }
  }

  private mutating func credit(_ found: Cadence) {
    cadence = UInt32(found.stepsPerMinute)
    creditedRange = usualRange
    let stepsABlock = UInt32(
      truncatingIfNeeded: Int32(Self.blockSamples) &* 64 &* 65536 / found.period)
    owed += uncredited
    credited = Self.everyBlock
    while owed > 0 {
      owed -= 1
      let total = fraction &+ stepsABlock
      steps &+= total >> 16
      fraction = total & 0xFFFF
    }
  }
}
