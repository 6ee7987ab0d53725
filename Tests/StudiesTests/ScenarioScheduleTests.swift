import Machine
import Testing
@testable import Studies

@Suite struct ScenarioScheduleTests {
  private let hour: Tick = .seconds(3_600)
  private let noise = SeededNoise(seed: 1)

  private func starts(_ rule: ScenarioSchedule.Rule, days: Set<Int>? = nil, end: Tick, seed: UInt64 = 1) -> [Tick] {
    var schedule = ScenarioSchedule(rule: rule)
    schedule.days = days
    return schedule.starts(before: end, noise: SeededNoise(seed: seed)) ?? []
  }

  @Test func everyBeginsAfterOnePeriodAndKeepsToItsWindow() {
    #expect(
      starts(.every(period: 6 * hour, first: 6 * hour, window: nil), end: 24 * hour) == [6, 12, 18].map { $0 * hour })
    // 13:00 and 19:00 of 13:00, 19:00, 01:00, 07:00.
    let day = ScenarioSchedule.Window(begin: 8 * hour, end: 22 * hour)
    #expect(
      starts(.every(period: 6 * hour, first: 6 * hour, window: day), end: 25 * hour) == [6, 12].map { $0 * hour })
    let night = ScenarioSchedule.Window(begin: 22 * hour, end: 6 * hour)
    #expect(starts(.every(period: 6 * hour, first: 6 * hour, window: night), end: 25 * hour) == [18 * hour])
  }

  @Test func dailySkipsWhatLiesBeforeTheStart() {
    // 06:00 of the first calendar day is before the start at 07:00.
    #expect(starts(.daily([6 * hour, 8 * hour]), end: 48 * hour) == [1, 23, 25, 47].map { $0 * hour })
  }

  @Test func daysCountFromAThursday() {
    // Saturday and Sunday, 08:00: two and three days after Thursday.
    #expect(starts(.daily([8 * hour]), days: [2, 3], end: 8 * 24 * hour) == [49, 73].map { $0 * hour })
  }

  @Test func randomTimesStayInTheirWindowAndDependOnTheSeedAlone() {
    let window = ScenarioSchedule.Window(begin: 8 * hour, end: 22 * hour)
    let times = starts(.randomDaily(window, times: 60), end: 10 * 24 * hour)
    #expect(times.count == 600)
    #expect(times == times.sorted())
    #expect(times.allSatisfy { window.contains(clock: ($0 + 7 * hour) % (24 * hour)) })
    #expect(times == starts(.randomDaily(window, times: 60), end: 10 * 24 * hour))
    #expect(times != starts(.randomDaily(window, times: 60), end: 10 * 24 * hour, seed: 2))
  }

  @Test func aWindowThatBeganBeforeTheRunGivesItsShare() {
    // Of 1000 times between 00:00 and 24:00, the first day has those after 07:00: 17 of 24 hours.
    let window = ScenarioSchedule.Window(begin: 0, end: 0)
    let count = starts(.randomDaily(window, times: 1_000), end: 17 * hour).count
    #expect(abs(count - 708) < 50)
  }

  @Test func jitterMovesByNoMoreThanItself() {
    var schedule = ScenarioSchedule(rule: .daily([12 * hour]))
    schedule.jitter = .seconds(600)
    let times = schedule.starts(before: 30 * 24 * hour, noise: noise) ?? []
    #expect(times.count == 30)
    for (day, time) in times.enumerated() {
      let nominal = (24 * Tick(day) + 5) * hour
      #expect(max(time, nominal) - min(time, nominal) <= .seconds(600))
    }
    #expect(Set(times.map { $0 % (24 * hour) }).count == 30)
  }

  @Test func tooManyAreRefused() {
    let schedule = ScenarioSchedule(rule: .every(period: .milliseconds(1), first: 0, window: nil))
    #expect(schedule.starts(before: 24 * hour, noise: noise) == nil)
  }
}
