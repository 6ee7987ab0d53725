import Machine
import Testing

@testable import World

/// A hand that reaches for something while the wearer goes on with what they do.
@Suite struct GestureTests {
  private let second = Tick.perSecond

  private func walker(_ gestures: [(start: Tick, length: Tick)] = [], during activity: Activity = .walk(cadence: 110))
    -> GaitGenerator
  {
    let walker = GaitGenerator(on: Emulation(), seed: 7, timeline: ActivityTimeline(activity))
    for (start, length) in gestures { walker.gesture(at: start, for: length) }
    return walker
  }

  private func length(_ a: Acceleration) -> Double {
    let (x, y, z) = (Double(a.x), Double(a.y), Double(a.z))
    return (x * x + y * y + z * z).squareRoot()
  }

  @Test func stepsAndAllElseGoOnBeneathIt() {
    let (plain, gesturing) = (walker(), walker([(start: 20 * second, length: 3 * second)]))
    for sample in 0..<1_000 as Range<Tick> {
      let time = sample * second / 25
      #expect(gesturing.trueSteps(at: time) == plain.trueSteps(at: time))
      let isGesture = time >= 20 * second && time < 23 * second
      #expect((gesturing.acceleration(at: time) != plain.acceleration(at: time)) == isGesture, "\(sample)")
    }
  }

  /// While the hand is out, the forearm is turned: what pulls at it is as strong as without.
  @Test func theHandIsTurnedWhileItIsOut() {
    let (plain, gesturing) = (walker(), walker([(start: 20 * second, length: 3 * second)]))
    for sample in 1...15 as ClosedRange<Tick> {
      let time = 20 * second + 7 * second / 10 + sample * second / 10
      #expect(abs(length(plain.acceleration(at: time)) - length(gesturing.acceleration(at: time))) < 2)
      #expect(gesturing.acceleration(at: time).z > plain.acceleration(at: time).z + 400_000)
    }
    // On the way out the push adds to it.
    let way = 20 * second + 7 * second / 40
    #expect(gesturing.acceleration(at: way).x - plain.acceleration(at: way).x > 200_000)
  }

  @Test func oneThatBeginsEndsTheLast() {
    var timeline = ActivityTimeline(.rest)
    timeline.gesture(at: 10, for: 100)
    timeline.gesture(at: 50, for: 20)
    timeline.gesture(at: 200, for: 20)
    #expect(
      timeline.gestures == [Gesture(start: 10, end: 50), Gesture(start: 50, end: 70), Gesture(start: 200, end: 220)])
    let found = [9, 10, 49, 50, 69, 70, 199, 200, 219, 220].map { timeline.gesture(at: $0, during: .rest)?.start }
    #expect(found == [nil, 10, 10, 50, 50, nil, nil, 200, 200, nil])
  }

  @Test(arguments: [Activity.still, .raise, .recorded(0)]) func someHandsHaveNone(_ activity: Activity) {
    let gesture = (start: 10 * second, length: 3 * second)
    let (plain, gesturing) = (walker(during: activity), walker([gesture], during: activity))
    for sample in 0..<400 as Range<Tick> {
      #expect(plain.acceleration(at: sample * second / 20) == gesturing.acceleration(at: sample * second / 20))
    }
  }

  @Test func aSnapshotHasIt() {
    let walker = walker([(start: 20 * second, length: 3 * second)])
    let other = self.walker()
    other.restoreState(walker.saveState())
    #expect(other.acceleration(at: 21 * second) == walker.acceleration(at: 21 * second))
  }
}
