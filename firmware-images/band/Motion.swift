/// The accelerometer's samples on their way to the step counter and to the heart-rate module.
struct Motion: ~Copyable {
  private(set) var counter = StepCounter()
  private(set) var isPresent = false
  /// The latest second of movement, for the heart-rate module.
  private var recent = InlineArray<25, (Int16, Int16, Int16)>(repeating: (0, 0, 0))
  private var recentIndex = 0
  private var isFast = false

  mutating func start() { isPresent = Accelerometer.start() }

  func stop() { if isPresent { Accelerometer.stop() } }

  /// Every second while somebody looks or the pulse is measured, every six seconds otherwise.
  mutating func setFast(_ fast: Bool) {
    guard isPresent, fast != isFast else { return }
    isFast = fast
    Accelerometer.setWatermark(triplets: fast ? 25 : 150)
  }

  /// Takes what the FIFO holds; returns the steps that this added.
  mutating func drain() -> UInt32 {
    guard isPresent else { return 0 }
    band_activity = 1
    let before = counter.steps
    let isWhole = Accelerometer.drain { x, y, z in
      counter.add(x: x, y: y, z: z)
      recent[recentIndex] = (
        Int16(truncatingIfNeeded: x), Int16(truncatingIfNeeded: y), Int16(truncatingIfNeeded: z)
      )
      recentIndex = recentIndex == 24 ? 0 : recentIndex + 1
    }
    if !isWhole { Statistic.fifoOverruns.count() }
    return counter.steps &- before
  }

  /// How much the wrist has moved since the last call, see `StepCounter.takeMovement`.
  mutating func takeMovement() -> UInt8 { counter.takeMovement() }

  /// The movement of the last second at 50 ms steps, oldest first: the nearest of the 40 ms samples.
  func recentSample(_ step: UInt8) -> (Int16, Int16, Int16) {
    var index = recentIndex + min((Int(step) * 5 + 2) / 4, 24)
    if index >= 25 { index -= 25 }
    return recent[index]
  }
}
