/// The accelerometer's samples on their way to the step counter and to the heart-rate module.
struct Motion: ~Copyable {
  private(set) var counter = StepCounter()
  private(set) var isPresent = false
  /// The latest second of movement, for the heart-rate module.
  private var recent = InlineArray<25, (Int16, Int16, Int16)>(repeating: (0, 0, 0))
  private var recentIndex = 0
  private var watermark: UInt16 = 150
  private var wrist = WristRaise()
  /// Whether lifts of the wrist are looked for, and whether one was seen since `takeRaise`.
  private var seesRaises = false
  private var isRaised = false

  mutating func start() { isPresent = Accelerometer.start() }

  func stop() { if isPresent { Accelerometer.stop() } }

  /// Every second while somebody looks or the pulse is measured, twice a second when a lift of the wrist is to light the
  /// display, every six seconds otherwise.
  mutating func setPace(isFast: Bool, seesRaises sees: Bool) {
    seesRaises = sees
    let wanted: UInt16 = sees ? 12 : isFast ? 25 : 150
    guard isPresent, wanted != watermark else { return }
    watermark = wanted
    Accelerometer.setWatermark(triplets: wanted)
  }

  /// Whether the wrist was lifted since the last call.
  mutating func takeRaise() -> Bool {
    defer { isRaised = false }
    return isRaised
  }

  /// Takes what the FIFO holds; returns the steps that this added.
  mutating func drain() -> UInt32 {
    guard isPresent else { return 0 }
    band_activity = 1
    let before = counter.steps
    let start = recentIndex
    let isWhole = Accelerometer.drain { x, y, z in
      counter.add(x: x, y: y, z: z)
      recent[recentIndex] = (
        Int16(truncatingIfNeeded: x), Int16(truncatingIfNeeded: y), Int16(truncatingIfNeeded: z)
      )
      recentIndex = recentIndex == 24 ? 0 : recentIndex + 1
    }
    if !isWhole { Statistic.fifoOverruns.count() }
    if seesRaises { lookForRaise(from: start) }
    return counter.steps &- before
  }

  /// How much the wrist has moved since the last call, see `StepCounter.takeMovement`.
  mutating func takeMovement() -> UInt8 { counter.takeMovement() }

  /// Looks at the samples that have come since `start`: fewer than a second's, at the pace that this asks for.
  private mutating func lookForRaise(from start: Int) {
    var index = start
    while index != recentIndex {
      let (x, y, z) = recent[index]
      if wrist.add(x: Int32(x), y: Int32(y), z: Int32(z)) { isRaised = true }
      index = index == 24 ? 0 : index + 1
    }
  }

  /// The movement of the last second at 50 ms steps, oldest first: the nearest of the 40 ms samples.
  func recentSample(_ step: UInt8) -> (Int16, Int16, Int16) {
    var index = recentIndex + min((Int(step) * 5 + 2) / 4, 24)
    if index >= 25 { index -= 25 }
    return recent[index]
  }
}
