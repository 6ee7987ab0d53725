import Machine
import Testing
import World
@testable import BandLogic

/// What a wrist feels, as the firmware samples it: 25 Hz, whole steps of 2 mg.
private struct Wrist {
  let emulation = Emulation()
  let generator: GaitGenerator

  init(seed: UInt64, _ activities: [(Activity, seconds: UInt64)]) {
    var timeline = ActivityTimeline(activities[0].0)
    var start: UInt64 = 0
    for (index, (activity, seconds)) in activities.enumerated() {
      if index > 0 { timeline.begin(activity, at: start * Tick.perSecond) }
      start += seconds
    }
    generator = GaitGenerator(on: emulation, seed: seed, timeline: timeline)
  }

  /// Steps counted and really made in the first `seconds`.
  func count(seconds: UInt64) -> (counted: Int, truth: Int) {
    var counter = StepCounter()
    let period = Tick.perSecond / 25
    for sample in 0..<(seconds * 25) {
      let felt = generator.acceleration(at: sample * period)
      func milli(_ value: Int) -> Int32 { Int32((Double(value) / 2000).rounded()) * 2 }
      counter.add(x: milli(felt.x), y: milli(felt.y), z: milli(felt.z))
    }
    return (Int(counter.steps), generator.trueSteps(at: seconds * Tick.perSecond))
  }
}

@Suite struct StepCounterTests {
  @Test(
    "walking is counted within 5 %, from 40 to 220 steps a minute",
    arguments: Array(stride(from: 40, through: 220, by: 10)),
    [1, 2, 3] as [UInt64])
  func walking(cadence: Int, seed: UInt64) {
    let wrist = Wrist(seed: seed, [(.rest, 30), (.walk(cadence: cadence), 300), (.rest, 30)])
    let (counted, truth) = wrist.count(seconds: 360)
    #expect(truth >= cadence * 5 - 3)
    #expect(abs(counted - truth) * 20 <= truth, "\(counted) of \(truth)")
  }

  @Test("weak and strong walkers are counted", arguments: [45, 60, 100, 150, 210], [60, 180])
  func strengths(cadence: Int, strength: Int) {
    let wrist = Wrist(seed: 9, [(.still, 20), (.walk(cadence: cadence, strength: strength), 240), (.still, 20)])
    let (counted, truth) = wrist.count(seconds: 280)
    #expect(abs(counted - truth) * 20 <= truth, "\(counted) of \(truth)")
  }

  @Test("changes of cadence are followed", arguments: 1...6 as ClosedRange<UInt64>)
  func changes(seed: UInt64) {
    let cadences = [110, 60, 180, 45, 90, 220, 130, 75, 160, 40, 200, 100]
    let start = Int(seed)
    let walks = (0..<8).map { (Activity.walk(cadence: cadences[(start + 5 * $0) % 12]), seconds: 60 as UInt64) }
    let (counted, truth) = Wrist(seed: seed, [(.rest, 20)] + walks + [(.rest, 20)]).count(seconds: 520)
    #expect(abs(counted - truth) * 20 <= truth, "\(counted) of \(truth)")
  }

  @Test("short walks lose few steps")
  func shortWalks() {
    var day: [(Activity, seconds: UInt64)] = []
    for _ in 0..<12 { day += [(.rest, 60), (.walk(cadence: 104), 30)] }
    let (counted, truth) = Wrist(seed: 4, day + [(.rest, 30)]).count(seconds: 12 * 90 + 30)
    #expect(abs(counted - truth) * 10 <= truth, "\(counted) of \(truth)")
  }

  @Test("nobody walks in eight hours of sleep", arguments: 1...8 as ClosedRange<UInt64>)
  func sleep(seed: UInt64) {
    #expect(Wrist(seed: seed, [(.sleep, 28_800)]).count(seconds: 28_800).counted == 0)
  }

  @Test("resting hands make next to no steps", arguments: 1...6 as ClosedRange<UInt64>)
  func rest(seed: UInt64) {
    #expect(Wrist(seed: seed, [(.rest, 14_400)]).count(seconds: 14_400).counted < 20)
  }

  @Test("how the band is worn makes no difference")
  func orientation() {
    var upright = StepCounter()
    var turned = StepCounter()
    let wrist = Wrist(seed: 5, [(.walk(cadence: 112), 120)])
    for sample in 0..<3000 as Range<UInt64> {
      let felt = wrist.generator.acceleration(at: sample * (Tick.perSecond / 25))
      let (x, y, z) = (Int32(felt.x / 1000), Int32(felt.y / 1000), Int32(felt.z / 1000))
      upright.add(x: x, y: y, z: z)
      turned.add(x: -z, y: x, z: -y)
    }
    #expect(upright.steps == turned.steps)
    #expect(upright.steps > 200)
  }

  @Test("a knock and a single shake are no steps")
  func knocks() {
    var counter = StepCounter()
    for sample in 0..<2500 {
      let isKnock = sample % 500 == 100
      counter.add(x: isKnock ? 1800 : 0, y: 0, z: 1000)
    }
    #expect(counter.steps == 0)
  }

  @Test("the cadence found is the step's, not the stride's")
  func cadence() {
    var counter = StepCounter()
    let wrist = Wrist(seed: 6, [(.walk(cadence: 120), 60)])
    for sample in 0..<1400 as Range<UInt64> {
      let felt = wrist.generator.acceleration(at: sample * (Tick.perSecond / 25))
      counter.add(x: Int32(felt.x / 1000), y: Int32(felt.y / 1000), z: Int32(felt.z / 1000))
    }
    #expect(counter.isWalking)
    #expect((112...128).contains(counter.cadence))
  }

  @Test("samples at the ends of the range do no harm")
  func extremes() {
    var counter = StepCounter()
    for sample in 0..<5000 {
      let value: Int32 = sample % 13 < 6 ? 8190 : -8192
      counter.add(x: value, y: -value, z: value)
    }
    #expect(counter.steps < 1000)
  }
}
