import Machine
import Testing

@testable import World

@Suite struct GaitGeneratorTests {
  func generator(_ timeline: ActivityTimeline, seed: UInt64 = 7) -> GaitGenerator {
    GaitGenerator(on: Emulation(), seed: seed, timeline: timeline)
  }

  @Test(arguments: [60, 90, 110, 140, 180]) func walkingHasItsCadence(_ cadence: Int) {
    for seed in 1...5 as ClosedRange<UInt64> {
      let steps = generator(ActivityTimeline(.walk(cadence: cadence)), seed: seed).trueSteps(at: 600 * Tick.perSecond)
      #expect(abs(steps - 10 * cadence) <= 2)
    }
  }

  @Test func everyStepIsCountedOnceWhereverOneLooks() {
    var timeline = ActivityTimeline(.walk(cadence: 110))
    timeline.begin(.rest, at: 61 * Tick.perSecond)
    timeline.begin(.walk(cadence: 75), at: 100 * Tick.perSecond)
    let walker = generator(timeline)
    var previous = 0
    for tenth in 0...2_000 as ClosedRange<UInt64> {
      let steps = walker.trueSteps(at: tenth * 153_600_000)
      #expect(steps == previous || steps == previous + 1)
      previous = steps
    }
    #expect(walker.trueSteps(at: 62 * Tick.perSecond) == walker.trueSteps(at: 99 * Tick.perSecond))
    // 61 s at 110 and 100 s at 75.
    #expect(abs(previous - 112 - 125) <= 3)
  }

  @Test func changingTheFutureKeepsThePast() {
    let walker = generator(ActivityTimeline(.walk(cadence: 100)))
    let before = (0..<100).map { walker.acceleration(at: $0 * 61_440_000) }
    let steps = walker.trueSteps(at: 100 * 61_440_000)
    walker.begin(.sleep, at: 100 * 61_440_000)
    #expect((0..<100).map { walker.acceleration(at: $0 * 61_440_000) } == before)
    #expect(walker.trueSteps(at: 3_600 * Tick.perSecond) == steps)
  }

  /// A posture remembers its slot, which changes no answer: also at a slot's ends and when time goes back.
  @Test(arguments: [true, false]) func aPostureThatRemembersAnswersAsANewOne(_ isAsleep: Bool) {
    let noise = SeededNoise(seed: 3)
    var posture = Posture(noise, isAsleep: isAsleep)
    let slot = (isAsleep ? 720 : 10) * Tick.perSecond
    var answers = Set<Acceleration>()
    for number in 0..<40 as Range<Tick> {
      let place = number % 4 == 3 ? number - 2 : number
      for elapsed in [place * slot, place * slot + slot / 2, place * slot + slot - 1]
        + (0..<60).map({ place * slot + $0 * slot / 60 })
      {
        var fresh = Posture(noise, isAsleep: isAsleep)
        let answer = posture.acceleration(elapsed: elapsed)
        #expect(answer == fresh.acceleration(elapsed: elapsed))
        answers.insert(answer)
      }
    }
    #expect(answers.count > 20, "it moves at all")
  }

  @Test func theMotionIsAFunctionOfSeedAndTimeAlone() {
    var timeline = ActivityTimeline(.rest)
    timeline.begin(.walk(cadence: 120), at: 30 * Tick.perSecond)
    timeline.begin(.wave(perMinute: 90), at: 60 * Tick.perSecond)
    let (a, b) = (generator(timeline), generator(timeline))
    let times = (0..<2_250).map { Tick($0) * 61_440_000 }
    let forward = times.map { a.acceleration(at: $0) }
    let backward = times.reversed().map { b.acceleration(at: $0) }
    #expect(forward == backward.reversed())
    #expect(generator(timeline, seed: 8).acceleration(at: times[40]) != forward[40])
  }

  /// A plain reading of the signal: the strike of each step stands out of the vector's length.
  @Test(arguments: [60, 80, 100, 120, 150, 180]) func eachStepShowsInTheLengthOfTheVector(_ cadence: Int) {
    let walker = generator(ActivityTimeline(.walk(cadence: cadence)))
    let lengths = (0..<(60 * 50)).map { (sample: Int) -> Double in
      let a = walker.acceleration(at: Tick(sample) * 30_720_000)
      let (x, y, z) = (Double(a.x) / 1e6, Double(a.y) / 1e6, Double(a.z) / 1e6)
      return (x * x + y * y + z * z).squareRoot()
    }
    let mean = lengths.reduce(0, +) / Double(lengths.count)
    #expect(abs(mean - 1) < 0.15)
    var (peaks, isHigh) = (0, false)
    for length in lengths {
      if !isHigh && length > mean + 0.03 { peaks += 1 }
      if length > mean + 0.03 { isHigh = true } else if length < mean { isHigh = false }
    }
    #expect(abs(peaks - cadence) <= 1)
  }

  @Test func restAndSleepHaveGravityAndNoSteps() {
    for activity in [Activity.rest, .sleep, .still] {
      let walker = generator(ActivityTimeline(activity))
      var moving = 0
      for sample in 0..<90_000 as Range<UInt64> {
        let a = walker.acceleration(at: sample * 61_440_000)
        let (x, y, z) = (Double(a.x) / 1e6, Double(a.y) / 1e6, Double(a.z) / 1e6)
        let length = (x * x + y * y + z * z).squareRoot()
        #expect(length > 0.3 && length < 1.9)
        if abs(length - 1) > 0.02 { moving += 1 }
      }
      #expect(walker.trueSteps(at: 3_600 * Tick.perSecond) == 0)
      switch activity {
      case .still: #expect(moving == 0)
      case .sleep: #expect(moving < 450, "half a percent of the hour")
      default: #expect(moving > 100 && moving < 9_000)
      }
    }
  }

  @Test func timelinesAreCutWhereSomethingNewBegins() {
    var timeline = ActivityTimeline(.rest)
    timeline.begin(.sleep, at: 100)
    timeline.begin(.still, at: 200)
    timeline.begin(.walk(cadence: 100), at: 150)
    #expect(timeline.segments.map(\.start) == [0, 100, 150])
    #expect(timeline.activity(at: 99) == .rest)
    #expect(timeline.activity(at: 100) == .sleep)
    #expect(timeline.activity(at: .max) == .walk(cadence: 100))
    timeline.begin(.sleep, at: 0)
    #expect(timeline.segments.map(\.activity) == [.sleep])
  }
}
