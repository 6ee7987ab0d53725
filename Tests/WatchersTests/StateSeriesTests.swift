import Machine
import Testing
@testable import Watchers

@Suite struct StateSeriesTests {
  @Test func timeInEachStateIsKeptThroughJoining() {
    var series = StateSeries("asleep", grid: TimeGrid(start: 0, width: 10, capacity: 4))
    series.set("awake", at: 15)
    series.set("asleep", at: 18)
    series.set("awake", at: 95)
    series.advance(to: 100)
    #expect(series.labels == ["asleep", "awake"])
    #expect(series.totals.map(\.ticks) == [92, 8])
    #expect(series.grid.width == 40)
    #expect(series.dominant(in: 0) == "asleep")
    #expect(series.buckets[2][0] == 15 && series.buckets[2][1] == 5)
    #expect(series.dominant(in: 3) == nil)
  }

  @Test func statesWithoutNumberShareTheLast() {
    var series = StateSeries("0", grid: TimeGrid(start: 0, width: 10, capacity: 4))
    for state in 1..<40 { series.set("\(state)", at: Tick(state)) }
    series.advance(to: 40)
    #expect(series.labels.count == StateSeries.stateLimit)
    #expect(series.totals.reduce(0) { $0 + $1.ticks } == 40)
  }
}
