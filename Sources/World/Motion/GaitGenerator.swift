import Machine

/// A wearer's wrist: walking, idle hands, sleep, as a function of seed, timeline and time alone.
///
/// Walking is a bounce of the body at each heel strike, with harmonics, stronger at a higher cadence (0.12 g at 60 steps a
/// minute, 0.28 g at 100, 1.1 g at 180: estimates), and an arm that swings at half the step frequency and carries gravity
/// through the sensor's axes. A gesture moves the hand of a body that goes on with what it does.
public final class GaitGenerator: MotionSource, Snapshotting {
  /// What the wearer does when. Changes must lie in the present or the future.
  public private(set) var timeline: ActivityTimeline
  private let seed: UInt64
  private let recordings: [RecordedMotion]
  /// True steps up to the start of each segment.
  private var stepsBefore: [Int] = []
  /// The segment that was asked for last, and its times.
  private var activity = Activity.still
  private var segmentStart: Tick = 1
  private var segmentEnd: Tick = 0
  private var train: StepTrain?
  private var posture: Posture?
  private var step = (number: Int.min, start: 0.0, end: 0.0)

  /// A wearer with a timeline; another seed is another person on another day. `recordings` are those that
  /// `Activity.recorded` names; a number without one lies still.
  public init(
    _ name: String = "wearer", on emulation: Emulation, seed: UInt64, timeline: ActivityTimeline,
    recordings: [[RecordedMotion.Sample]] = []
  ) {
    self.seed = seed
    self.recordings = recordings.map { RecordedMotion($0) }
    self.timeline = timeline
    recount()
    emulation.register(name, self)
  }

  /// From `time` on, which must not be in the past, the wearer does something else.
  public func begin(_ activity: Activity, at time: Tick) {
    // The segment that the new one follows has no steps before it that could change.
    let kept = timeline.segments.prefix { $0.start < time }.count
    timeline.begin(activity, at: time)
    recount(after: kept)
  }

  /// For `length` from `time` on, which must not be in the past, the hand reaches for something; steps go on.
  public func gesture(at time: Tick, for length: Tick) { timeline.gesture(at: time, for: length) }

  /// The acceleration of the wrist.
  public func acceleration(at time: Tick) -> Acceleration {
    let felt = accelerationWithoutGestures(at: time)
    guard let gesture = timeline.gesture(at: time, during: activity) else { return felt }
    return gesture.acceleration(at: time, over: felt)
  }

  private func accelerationWithoutGestures(at time: Tick) -> Acceleration {
    if time < segmentStart || time >= segmentEnd { enterSegment(at: time) }
    let elapsed = time - segmentStart
    switch activity {
    case .still: return .still
    case .rest, .sleep: return posture?.acceleration(elapsed: elapsed) ?? .still
    case .wave(let perMinute): return wave(perMinute, elapsed: elapsed)
    case .walk(_, let strength): return walk(strength, elapsed: elapsed)
    case .run: return walk(100, elapsed: elapsed, isRunning: true)
    case .raise: return GaitGenerator.raise(elapsed: elapsed)
    case .recorded(let number): return recording(number)?.acceleration(at: elapsed) ?? .still
    }
  }

  /// Heel strikes of all walking up to a time.
  public func trueSteps(at time: Tick) -> Int {
    let index = timeline.index(at: time)
    let start = timeline.segments[index].start
    return stepsBefore[index] + steps(index, elapsed: time - start)
  }

  private func recording(_ number: Int) -> RecordedMotion? {
    recordings.indices.contains(number) ? recordings[number] : nil
  }

  private func steps(_ index: Int, elapsed: Tick) -> Int {
    if case .recorded(let number) = timeline.segments[index].activity {
      return recording(number)?.trueSteps(at: elapsed) ?? 0
    }
    return stepTrain(index)?.count(elapsed: elapsed) ?? 0
  }

  private func stepTrain(_ index: Int) -> StepTrain? {
    let segment = timeline.segments[index]
    let cadence: Int
    switch segment.activity {
    case .walk(let walking, _): cadence = walking
    case .run(let running): cadence = running
    default: return nil
    }
    return StepTrain(start: segment.start, cadence: cadence, noise: SeededNoise(seed: seed, stream: segment.start))
  }

  /// A step on a segment's last tick belongs to it; the next segment counts from after its start. What the first
  /// `unchanged` segments have counted stays: a wearer of weeks has thousands of them.
  private func recount(after unchanged: Int = 0) {
    stepsBefore.removeLast(max(stepsBefore.count - max(unchanged, 1), 0))
    if stepsBefore.isEmpty { stepsBefore = [0] }
    while stepsBefore.count < timeline.segments.count {
      let index = stepsBefore.count - 1
      let length = timeline.segments[index + 1].start - timeline.segments[index].start
      stepsBefore.append(stepsBefore[index] + steps(index, elapsed: length))
    }
    (segmentStart, segmentEnd) = (1, 0)
  }

  private func enterSegment(at time: Tick) {
    let segments = timeline.segments
    let index = timeline.index(at: time)
    activity = segments[index].activity
    segmentStart = segments[index].start
    segmentEnd = index + 1 < segments.count ? segments[index + 1].start : .max
    train = stepTrain(index)
    step.number = .min
    let noise = SeededNoise(seed: seed, stream: segmentStart ^ 0x5050)
    posture = Posture(noise, isAsleep: activity == .sleep)
  }

  // MARK: Walking

  private func walk(_ strength: Int, elapsed: Tick, isRunning: Bool = false) -> Acceleration {
    guard let train else { return .still }
    let time = Double(elapsed)
    if step.number == .min || time < step.start || time >= step.end {
      let number = train.lastStep(elapsed: elapsed)
      step = (number, train.offset(ofStep: number), train.offset(ofStep: number + 1))
    }
    let noise = SeededNoise(seed: seed, stream: train.start ^ 0x6A17)
    let phase = (time - step.start) / (step.end - step.start)
    let stride = (phase + (step.number & 1 == 0 ? 0 : 1)) / 2
    let force = Double(min(max(strength, 10), 400)) / 100
    let own = 1 + 0.15 * noise.signed(UInt64(bitPattern: Int64(step.number)))
    let bounce = GaitGenerator.bounce(cadence: train.cadence) * force * own
    let pace = Double(train.cadence) / 110

    let up =
      1 + bounce
      * (0.75 * Turn.cosine(phase) + 0.3 * Turn.cosine(2 * phase - 0.02) + 0.12 * Turn.cosine(3 * phase + 0.03))
    let forward = 0.5 * bounce * Turn.sine(phase + 0.02) + 0.1 * pace * Turn.sine(stride)
    let side = 0.25 * bounce * Turn.sine(stride + 0.1)
    // The arm is at an end of its swing at each heel strike; its rotation pulls outwards in between.
    let swing = 0.055 * min(force, 1.5) * Turn.cosine(stride)
    let outward = 0.08 * pace * pace * (1 - Turn.cosine(2 * stride)) / 2
    let wander = Double(elapsed) / Double(Tick.perSecond) / 20
    // A runner's feet leave the ground and the forearm is level: nearly nothing pulls then.
    return turned(
      up: isRunning ? max(up, 0.05) : up, forward: forward, side: side, outward: outward,
      lift: (isRunning ? 0.22 : 0.02) + swing, roll: 0.1 * noise.smooth(wander) + 0.05 * noise.signed(1 << 40))
  }

  /// From up, forward and side to the sensor: x along the hanging forearm, z out of the display.
  private func turned(
    up: Double, forward: Double, side: Double, outward: Double, lift: Double, roll: Double
  ) -> Acceleration {
    let (sinLift, cosLift) = (Turn.sine(lift), Turn.cosine(lift))
    let (sinRoll, cosRoll) = (Turn.sine(roll), Turn.cosine(roll))
    let x = up * cosLift + forward * sinLift - outward
    let y = forward * cosLift - up * sinLift
    return Acceleration(g: x, y * cosRoll - side * sinRoll, y * sinRoll + side * cosRoll)
  }

  /// The bounce of a heel strike in g, over the cadence in steps a minute.
  private static func bounce(cadence: Int) -> Double {
    let table: [(Double, Double)] = [
      (20, 0.06), (60, 0.12), (80, 0.18), (100, 0.28), (120, 0.4), (140, 0.6), (160, 0.85), (180, 1.1), (240, 1.5),
    ]
    let x = Double(cadence)
    guard let place = table.firstIndex(where: { x <= $0.0 }), place > 0 else { return table[0].1 }
    let (from, to) = (table[place - 1], table[place])
    return from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0)
  }

  private func wave(_ perMinute: Int, elapsed: Tick) -> Acceleration {
    let rate = Double(min(max(perMinute, 10), 400)) / 60
    let turns = elapsed.inSeconds * rate
    let swing = Turn.sine(turns - turns.rounded(.down))
    return turned(up: 1, forward: 0, side: 0.5 * swing, outward: 0, lift: 0.4, roll: 0.08 * swing)
  }

  /// The arm comes up from beside the body within 0.7 s, with a small push, and holds the display level before the eyes.
  private static func raise(elapsed: Tick) -> Acceleration {
    let progress = min(elapsed.inSeconds / 0.7, 1)
    let weight = progress * progress * (3 - 2 * progress)
    let lift = 0.02 + 0.23 * weight
    let push = progress < 1 ? 0.3 * Turn.sine(progress) : 0
    return Acceleration(g: Turn.cosine(lift) + push, 0.1 * push, Turn.sine(lift) + 0.5 * push)
  }

  // MARK: Snapshot

  /// The timeline, which keys and events may have changed during the run.
  public func saveState() -> ActivityTimeline { timeline }

  /// Takes over a timeline.
  public func restoreState(_ state: ActivityTimeline) {
    timeline = state
    recount()
  }
}
