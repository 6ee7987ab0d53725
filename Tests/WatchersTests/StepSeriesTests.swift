import Machine
import Testing
@testable import Watchers

@Suite struct StepSeriesTests {
  @Test func aChangeInTheMiddleOfABucketIsExact() {
    var series = StepSeries(10, grid: TimeGrid(start: 100, width: 10, capacity: 4))
    series.set(-4, at: 113)
    series.set(7, at: 117)
    series.advance(to: 125)
    #expect(series.buckets.count == 3)
    #expect(series.buckets[0] == StepSeries.Bucket(minimum: 10, maximum: 10, integral: 100, ticks: 10))
    #expect(
      series.buckets[1] == StepSeries.Bucket(minimum: -4, maximum: 10, integral: 3 * 10 - 4 * 4 + 3 * 7, ticks: 10))
    #expect(series.buckets[2] == StepSeries.Bucket(minimum: 7, maximum: 7, integral: 35, ticks: 5))
    #expect(series.integral == 170)
  }

  @Test func aValueThatHeldForNoTimeIsNotSeen() {
    var series = StepSeries(1, grid: TimeGrid(start: 0, width: 10, capacity: 4))
    series.set(1_000, at: 5)
    series.set(2, at: 5)
    series.advance(to: 10)
    #expect(series.buckets == [StepSeries.Bucket(minimum: 1, maximum: 2, integral: 15, ticks: 10)])
  }

  /// However often buckets are joined, the integral stays, and so do the extremes.
  @Test func joiningLosesNothing() {
    var series = StepSeries(0, grid: TimeGrid(start: 3, width: 2, capacity: 8))
    var expected: Int128 = 0
    var now: Tick = 3
    var value: Int64 = 0
    for step in 1...1_000 {
      let next = now + Tick(step * 7_919 % 23)
      expected += Int128(value) * Int128(next - now)
      now = next
      value = Int64(step * 104_729 % 1_999) - 1_000
      series.set(value, at: now)
    }
    series.advance(to: now)
    #expect(series.integral == expected)
    #expect(series.buckets.count <= 8 && series.buckets.count > 4)
    #expect(series.buckets.reduce(0) { $0 + $1.ticks } == now - 3)
    #expect(series.buckets.map(\.minimum).min() ?? 0 < -900)
    #expect(series.buckets.map(\.maximum).max() ?? 0 > 900)
    #expect(series.grid.width.nonzeroBitCount == 1)
  }

  @Test func aLongConstantStretchIsCheapAndWhole() {
    var series = StepSeries(5, grid: TimeGrid(start: 0))
    series.advance(to: .seconds(20 * 86_400))
    #expect(series.integral == Int128(5) * Int128(Tick.seconds(20 * 86_400)))
    #expect(series.buckets.count <= 2_048)
    #expect(series.buckets.allSatisfy { $0.minimum == 5 && $0.maximum == 5 })
  }
}
