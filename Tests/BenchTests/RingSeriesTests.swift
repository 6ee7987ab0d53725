import Machine
import SeededRandom
import Session
import Testing

@testable import Bench

@Suite struct RingSeriesTests {
  /// The finest stretch.
  private static let finest: Tick = 1 << 20

  @Test func piecesHaveLeastMeanAndGreatest() {
    var series = RingSeries(10, at: 0)
    series.set(30, at: Self.finest)
    series.set(0, at: Self.finest * 3)
    series.advance(to: Self.finest * 4)
    let pieces = series.pieces(from: 0, to: Self.finest * 4, count: 2)
    #expect(pieces.map { $0?.minimum } == [10, 0])
    #expect(pieces.map { $0?.maximum } == [30, 30])
    #expect(pieces.map { $0?.mean } == [20, 15])
  }

  /// However changes fall, all that was booked is found again, at every level that reaches back so far.
  @Test func nothingIsLostOrDoubled() {
    var random = SplitMix(seed: 7)
    for _ in 0..<20 {
      var series = RingSeries(5, at: 0)
      var now: Tick = 0
      var value: Int64 = 5
      var integral: Int128 = 0
      for _ in 0..<300 {
        let length = Tick(random.below(3) == 0 ? random.below(1 << 30) : random.below(1 << 21))
        integral += Int128(value) * Int128(length)
        now += length
        value = Int64(random.below(1_000))
        series.set(value, at: now)
      }
      // Aligned to a level that reaches back to the start: whole stretches only.
      let whole = ((now >> 32) + 1) << 32
      integral += Int128(value) * Int128(whole - now)
      series.advance(to: whole)
      let pieces = series.pieces(from: 0, to: whole, count: 1)
      #expect(pieces[0]?.ticks == whole)
      #expect(pieces[0]?.integral == integral)
    }
  }

  @Test func yearsOfSleepAreBookedAtOnce() {
    var series = RingSeries(3, at: 0)
    series.set(9, at: .seconds(UInt64(365 * 86_400)))
    series.advance(to: .seconds(UInt64(365 * 86_400 + 1)))
    let last = series.pieces(from: .seconds(UInt64(364 * 86_400)), to: .seconds(UInt64(365 * 86_400)), count: 4)
    #expect(last.dropLast().allSatisfy { $0?.mean == 3 })
    // Older than the coarsest level reaches.
    #expect(series.pieces(from: 0, to: .seconds(UInt64(86_400)), count: 2) == [nil, nil])
  }

  @Test func whatWasCutIsForgotten() {
    var series = RingSeries(10, at: 0)
    series.set(90, at: Self.finest * 8)
    series.advance(to: Self.finest * 16)
    series.cut(after: Self.finest * 4, value: 10)
    series.advance(to: Self.finest * 8)
    let pieces = series.pieces(from: 0, to: Self.finest * 16, count: 4)
    #expect(pieces.map { $0?.maximum } == [10, 10, nil, nil])
  }
}
