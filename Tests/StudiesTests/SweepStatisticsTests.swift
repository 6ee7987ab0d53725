import Testing
@testable import Studies

@Suite struct SweepStatisticsTests {
  @Test func aSmallSampleHasItsExtremesAndNoInterval() throws {
    let statistics = try #require(SweepStatistics([4, 1, 3, 2, 5]))
    #expect(statistics.count == 5)
    #expect(statistics.mean == 3)
    #expect(statistics.deviation == 2.5.squareRoot())
    #expect(statistics.halfWidth == nil)
    #expect(statistics.spread == .extremes)
    #expect([statistics.low, statistics.median, statistics.high] == [1, 3, 5])
  }

  @Test func whatIsShownFollowsTheSampleSize() throws {
    func statistics(_ count: Int) throws -> SweepStatistics {
      try #require(SweepStatistics((0..<count).map(Double.init)))
    }
    #expect(try statistics(19).spread == .extremes)
    let some = try statistics(21)
    #expect(some.spread == .tenths)
    #expect([some.low, some.high] == [2, 18])
    // Of 0 ... 20: the sum of squares is 770, and Student's quantile for 20 degrees of freedom 2.086.
    #expect(some.halfWidth == 2.086 * (770.0 / 20).squareRoot() / 21.0.squareRoot())
    let many = try statistics(101)
    #expect(many.spread == .twentieths)
    #expect([many.low, many.median, many.high] == [5, 50, 95])
  }

  @Test func twoGroupsAreSharesInsteadOfAMedian() throws {
    let statistics = try #require(SweepStatistics([10, 88, 11, 83, 12, 85, 86, 84]))
    #expect(
      statistics.clusters == [.init(count: 3, low: 10, high: 12), .init(count: 5, low: 83, high: 88)])
    #expect(statistics.halfWidth == nil)
    // One that lies apart is no group, a gap that is not much wider than the groups separates none, few draws say nothing,
    // and whole per cents beside each other are no groups.
    for sample in [
      [10.0, 83, 84, 85, 86, 87, 88, 89], [1, 2, 3, 4, 8, 9, 10, 11], [1, 1, 9, 9], [9, 9, 9, 10, 10, 10, 10, 10],
      Array(repeating: 4, count: 9),
    ] {
      #expect(SweepStatistics(sample)?.clusters == [])
    }
  }

  @Test func oneValueHasNoWidthAndNoneNoStatistics() throws {
    let one = try #require(SweepStatistics([7]))
    #expect([one.mean, one.low, one.median, one.high] == [7, 7, 7, 7])
    #expect(one.halfWidth == nil)
    #expect(SweepStatistics([]) == nil)
  }

  @Test func studentsQuantileNeverNarrows() {
    #expect(SweepStatistics.student(1) == 12.706)
    #expect(SweepStatistics.student(11) == 2.228)
    #expect(SweepStatistics.student(99) == 2.000)
    #expect(SweepStatistics.student(5000) == 1.962)
  }
}
