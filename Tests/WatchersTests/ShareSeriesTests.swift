import Machine
import Testing
@testable import Watchers

/// How long a current was how high.
@Suite struct ShareSeriesTests {
  @Test func quantilesAreTheCurrentsThatHeldLongEnough() throws {
    var series = ShareSeries(1_000_000, grid: TimeGrid(start: 0, width: 100, capacity: 4))
    series.set(1_000_000_000, at: 90)
    series.set(1_000_000, at: 100)
    series.advance(to: 200)
    // 1 uA for 90 ticks and 1 mA for 10; then 1 uA alone.
    let first = try #require(series.quantiles([0.5, 0.9, 0.99], of: 0..<1))
    #expect(first.map { ($0 / 1e6).rounded() } == [1, 1, 1_000])
    let second = try #require(series.quantiles([0.99], of: 1..<2))
    #expect((second[0] / 1e6).rounded() == 1)
    #expect(series.quantiles([0.5], of: 3..<4) == nil)
  }

  @Test func eachTwoStretchesBecomeOneWhereTheyRunOut() throws {
    var series = ShareSeries(0, grid: TimeGrid(start: 0, width: 10, capacity: 4))
    series.set(1_000_000, at: 20)
    series.advance(to: 80)
    #expect(series.grid.width == 20)
    let halves = try #require(series.quantiles([0.2, 0.3], of: 0..<4))
    // A quarter of the time nothing, or hardly anything, flowed.
    #expect(halves[0] <= 10_000 && (halves[1] / 1e6).rounded() == 1)
  }
}
