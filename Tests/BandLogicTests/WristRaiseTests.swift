import Machine
import Testing
import World
@testable import BandLogic

struct WristRaiseTests {
  /// The samples, 40 ms apart, after which a lift was seen, of a wearer who does one thing and then another.
  private func lifts(_ first: Activity, then second: Activity? = nil, at change: Int = 250, count: Int = 500) -> [Int] {
    let emulation = Emulation()
    var timeline = ActivityTimeline(first)
    if let second { timeline.begin(second, at: .milliseconds(UInt64(change) * 40)) }
    let wearer = GaitGenerator(on: emulation, seed: 3, timeline: timeline)
    var detector = WristRaise()
    return (0..<count).filter { index in
      let sample = wearer.acceleration(at: .milliseconds(UInt64(index) * 40))
      return detector.add(x: Int32(sample.x / 1000), y: Int32(sample.y / 1000), z: Int32(sample.z / 1000))
    }
  }

  @Test func aLiftIsSeenOnceAndSoon() {
    let found = lifts(.walk(cadence: 100), then: .raise)
    #expect(found.count == 1)
    // Lifting takes 0.7 s, and it is held for 0.3 s until it counts.
    #expect((250 + 12...250 + 30).contains(found.first ?? 0))
  }

  @Test func walkingIsNoLift() {
    for cadence in [60, 90, 120, 150, 180] { #expect(lifts(.walk(cadence: cadence), count: 5000) == []) }
    #expect(lifts(.run(cadence: 170), count: 5000) == [])
  }

  @Test func aTableIsNoLift() { #expect(lifts(.still, count: 5000) == []) }

  @Test func slowTurnsAndShakesAreNoLift() {
    var detector = WristRaise()
    var seen = 0
    // A quarter turn in eight seconds.
    for step in 0...200 where detector.add(x: 1000 - Int32(step) * 5, y: 0, z: Int32(step) * 5) { seen += 1 }
    #expect(seen == 0)
    detector = WristRaise()
    for index in 0..<500 where detector.add(x: 0, y: 0, z: index % 2 == 0 ? 1000 : 700) { seen += 1 }
    #expect(seen == 0)
  }

  @Test func itCountsAgainAfterItWasTurnedAway() {
    var detector = WristRaise()
    var seen = 0
    for _ in 0..<3 {
      for _ in 0..<20 where detector.add(x: 1000, y: 0, z: 0) { seen += 1 }
      for _ in 0..<50 where detector.add(x: 0, y: 0, z: 1000) { seen += 1 }
    }
    #expect(seen == 3)
  }
}
