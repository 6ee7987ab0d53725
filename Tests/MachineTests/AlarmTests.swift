import Testing

@testable import Machine

@Suite struct AlarmTests {
  let scheduler = Scheduler()

  @Test func firesOnceWithItsDeadline() {
    var fired: [Tick] = []
    let alarm = Alarm("a", on: scheduler) { fired.append($0) }
    alarm.set(at: 10)
    #expect(alarm.deadline == 10)
    scheduler.advance(to: 9)
    scheduler.fireDue()
    #expect(fired == [])
    scheduler.advance(to: 14)
    scheduler.fireDue()
    #expect(fired == [10] && alarm.deadline == nil)
    scheduler.advance(to: 100)
    scheduler.fireDue()
    #expect(fired == [10])
  }

  @Test func movesAndCancels() {
    var fired: [Tick] = []
    let alarm = Alarm("a", on: scheduler) { fired.append($0) }
    alarm.set(at: 10)
    alarm.set(at: 20)
    #expect(scheduler.nextDeadline == 20)
    alarm.set(at: 5)
    #expect(scheduler.nextDeadline == 5)
    alarm.cancel()
    alarm.cancel()
    #expect(scheduler.nextDeadline == .max && alarm.deadline == nil)
    alarm.set(at: Tick?.none)
    alarm.set(at: Tick?.some(7))
    #expect(alarm.deadline == 7)
    alarm.set(at: Tick?.none)
    scheduler.run(until: 100)
    #expect(fired == [])
  }

  @Test func aPastTimeFiresAtTheNextOpportunity() {
    var fired: [Tick] = []
    let alarm = Alarm("a", on: scheduler) { fired.append($0) }
    scheduler.advance(to: 50)
    alarm.set(at: 30)
    #expect(fired == [])
    scheduler.fireDue()
    #expect(fired == [30] && scheduler.now == 50)
  }

  @Test func anAlarmThatIsSetStaysAliveAndOneThatIsNotDoesNot() {
    final class Token {}
    weak var token: Token?
    do {
      let held = Token()
      token = held
      let alarm = Alarm("a", on: scheduler) { _ in _ = held }
      alarm.set(at: 10)
    }
    #expect(token != nil)
    scheduler.run(until: 10)
    #expect(token == nil)
  }

  @Test func aSchedulerLetsGoOfItsAlarms() {
    final class Token {}
    weak var token: Token?
    do {
      let own = Scheduler()
      let held = Token()
      token = held
      Alarm("a", on: own) { _ in _ = held }.set(at: 10)
    }
    #expect(token == nil)
  }
}
