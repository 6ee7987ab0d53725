import Testing
@testable import Studies

@Suite struct SweepStatisticsTests {
  @Test func aSmallSample() throws {
    let statistics = try #require(SweepStatistics([4, 1, 3, 2, 5]))
    #expect(statistics.count == 5)
    #expect(statistics.mean == 3)
    #expect(statistics.deviation == 2.5.squareRoot())
    // Four degrees of freedom: 2.776 standard errors.
    #expect(statistics.halfWidth == 2.776 * 2.5.squareRoot() / 5.0.squareRoot())
    #expect(statistics.median == 3)
    #expect(abs(statistics.low - 1.2) < 1e-12)
    #expect(abs(statistics.high - 4.8) < 1e-12)
  }

  @Test func oneValueHasNoWidthAndNoneNoStatistics() throws {
    let one = try #require(SweepStatistics([7]))
    #expect([one.mean, one.low, one.median, one.high] == [7, 7, 7, 7])
    #expect(one.halfWidth == 0)
    #expect(SweepStatistics([]) == nil)
  }

  @Test func studentsQuantileNeverNarrows() {
    #expect(SweepStatistics.student(1) == 12.706)
    #expect(SweepStatistics.student(11) == 2.228)
    #expect(SweepStatistics.student(99) == 2.000)
    #expect(SweepStatistics.student(5000) == 1.962)
  }
}
