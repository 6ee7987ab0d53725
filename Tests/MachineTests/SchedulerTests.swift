import SeededRandom
import Testing

@testable import Machine

@Suite struct SchedulerTests {
  let scheduler = Scheduler()

  @Test func earliestFirstAndTiesInOrderOfConstruction() {
    var fired: [Int] = []
    let alarms = (0..<100).map { number in Alarm("\(number)", on: scheduler) { _ in fired.append(number) } }
    for (number, alarm) in alarms.enumerated().reversed() { alarm.set(at: Tick(number % 10)) }
    scheduler.advance(to: 1_000)
    scheduler.fireDue()
    #expect(fired == (0..<100).sorted { ($0 % 10, $0) < ($1 % 10, $1) })
  }

  @Test func timeNeverRunsBackwardsButForASnapshot() {
    scheduler.advance(to: 10)
    scheduler.advance(to: 5)
    #expect(scheduler.now == 10)
    scheduler.restore(now: 3)
    #expect(scheduler.now == 3)
  }

  @Test func actionsSetMoveAndCancelOthers() {
    var fired: [String] = []
    var later: Alarm?
    var victim: Alarm?
    let first = Alarm("first", on: scheduler) { deadline in
      fired.append("first \(deadline)")
      later?.set(at: deadline + 5)
      victim?.cancel()
    }
    later = Alarm("later", on: scheduler) { fired.append("later \($0)") }
    victim = Alarm("victim", on: scheduler) { fired.append("victim \($0)") }
    let between = Alarm("between", on: scheduler) { fired.append("between \($0)") }
    first.set(at: 10)
    victim?.set(at: 11)
    between.set(at: 12)
    later?.set(at: 100)
    scheduler.advance(to: 20)
    scheduler.fireDue()
    #expect(fired == ["first 10", "between 12", "later 15"])
    #expect(scheduler.nextDeadline == .max)
  }

  @Test func anActionSetsItsOwnAlarmAgain() {
    var fired: [Tick] = []
    var alarm: Alarm?
    alarm = Alarm("period", on: scheduler) { deadline in
      fired.append(deadline)
      alarm?.set(at: deadline + 10)
    }
    alarm?.set(at: 10)
    scheduler.advance(to: 35)
    scheduler.fireDue()
    #expect(fired == [10, 20, 30] && scheduler.nextDeadline == 40)
    alarm = nil
  }

  @Test func theEndOfTimeDoesNotTrap() {
    var fired = 0
    let alarm = Alarm("last", on: scheduler) { _ in fired += 1 }
    scheduler.advance(to: .max)
    scheduler.fireDue()
    #expect(fired == 0)
    alarm.set(at: Tick.max)
    scheduler.fireDue()
    #expect(fired == 1)
  }

  /// The same as a scheduler, by looking at every alarm every time.
  private struct Model {
    var deadlines: [Tick?]

    var next: Tick { deadlines.compactMap { $0 }.min() ?? .max }

    mutating func takeDue(_ now: Tick) -> (Int, Tick)? {
      guard next <= now, let place = deadlines.firstIndex(of: next) else { return nil }
      let deadline = next
      deadlines[place] = nil
      return (place, deadline)
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func agreesWithANaiveModel(seed: UInt64) {
    let count = 90
    var random = SplitMix(seed: seed)
    var model = Model(deadlines: Array(repeating: nil, count: count))
    var expected: [String] = []
    var fired: [String] = []
    var alarms: [Alarm] = []
    // What an action does is drawn from its own number and deadline, so that the model can do the same.
    func reaction(_ number: Int, _ deadline: Tick) -> (other: Int, time: Tick?)? {
      var own = SplitMix(seed: UInt64(number) &* 1_000_003 &+ deadline)
      switch Int.random(in: 0..<5, using: &own) {
      case 0: return (Int.random(in: 0..<count, using: &own), deadline + Tick.random(in: 1...50, using: &own))
      case 1: return (Int.random(in: 0..<count, using: &own), nil)
      default: return nil
      }
    }
    for number in 0..<count {
      alarms.append(
        Alarm("\(number)", on: scheduler) { deadline in
          fired.append("\(number)@\(deadline)")
          if let (other, time) = reaction(number, deadline) { alarms[other].set(at: time) }
        })
    }
    for _ in 0..<3_000 {
      let number = Int.random(in: 0..<count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        alarms[number].cancel()
        model.deadlines[number] = nil
      case 1, 2:
        let time = scheduler.now + Tick.random(in: 0...100, using: &random)
        alarms[number].set(at: time)
        model.deadlines[number] = time
      default:
        scheduler.advance(to: scheduler.now + Tick.random(in: 0...20, using: &random))
        scheduler.fireDue()
        while let (number, deadline) = model.takeDue(scheduler.now) {
          expected.append("\(number)@\(deadline)")
          if let (other, time) = reaction(number, deadline) { model.deadlines[other] = time }
        }
      }
      #expect(scheduler.nextDeadline == model.next)
    }
    #expect(fired == expected)
    #expect(alarms.map(\.deadline) == model.deadlines)
    alarms = []
  }
}
