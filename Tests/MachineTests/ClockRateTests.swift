import SeededRandom
import Testing

@testable import Machine

@Suite struct ClockRateTests {
  @Test func crystalsDivideTheTick() {
    #expect(ClockRate(hertz: 96_000_000) == ClockRate(edges: 1, per: 16))
    #expect(ClockRate(hertz: 16_000_000) == ClockRate(edges: 1, per: 96))
    #expect(ClockRate(hertz: 32_768) == ClockRate(edges: 1, per: 46_875))
    #expect(ClockRate(hertz: 16_000_000).hertz == 16_000_000)
  }

  @Test func ratesAreInLowestTerms() {
    let rate = ClockRate(hertz: 115_200)
    #expect(rate.edges == 3 && rate.ticks == 40_000)
    #expect(ClockRate(hertz: 0) == ClockRate(hertz: 1))
    #expect(ClockRate(edges: 0, per: 0) == ClockRate(edges: 1, per: 1))
  }

  @Test func aRationalClocksEdgesFallOnTheTickBelow() {
    let rate = ClockRate(hertz: 115_200)
    #expect((0..<7).map { rate.time(ofEdge: $0) } == [0, 13_333, 26_666, 40_000, 53_333, 66_666, 80_000])
    #expect(rate.edges(in: 13_332) == 0)
    #expect(rate.edges(in: 13_333) == 1)
    #expect(rate.edges(in: 39_999) == 2)
    #expect(rate.edges(in: 40_000) == 3)
    #expect(rate.firstEdge(atOrAfter: 0) == 0)
    #expect(rate.firstEdge(atOrAfter: 1) == 1)
    #expect(rate.firstEdge(atOrAfter: 13_333) == 1)
    #expect(rate.firstEdge(atOrAfter: 13_334) == 2)
  }

  @Test func aYearLeavesNoError() {
    let rate = ClockRate(edges: 32_771_234_567, per: 1_000_000 * Tick.perSecond)
    let year: UInt64 = 31_536_000
    #expect(rate.edges(in: year * Tick.perSecond) == 32_771_234_567 * year / 1_000_000)
  }

  @Test func dividing() {
    #expect(ClockRate(hertz: 16_000_000).divided(by: 16) == ClockRate(hertz: 1_000_000))
    #expect(ClockRate(hertz: 10).divided(by: 0) == ClockRate(hertz: 10))
    // Held to one edge in 2^64 ticks only where nothing cancels.
    let odd: Tick = (1 << 63) + 1
    #expect(ClockRate(edges: 1 << 40, per: odd).divided(by: 1 << 40) == ClockRate(edges: 1, per: odd))
    #expect(ClockRate(edges: 1, per: 1 << 63).divided(by: 4) == ClockRate(edges: 1, per: .max))
  }

  /// The division by a multiplication, at its edges and at random.
  @Test func theQuotientIsThatOfTheDivision() {
    let noise = SeededNoise(seed: 9)
    var divisors: [UInt64] = [1, 2, 3, 16, 96, 46_875, 1 << 32, 1 << 63, (1 << 63) + 1, .max - 1, .max]
    for index in 0..<200 as Range<UInt64> { divisors.append(max(noise.bits(index) >> (index % 64), 1)) }
    for divisor in divisors {
      let rate = ClockRate(edges: 1, per: divisor)
      var times: [UInt64] = [0, 1, divisor - 1, divisor, .max, .max - 1, .max / divisor * divisor]
      times += [.max / divisor * divisor &- 1, divisor &* 3 &- 1, divisor &* 7]
      for index in 0..<50 as Range<UInt64> { times.append(noise.bits(divisor &+ index) >> (index % 60)) }
      for time in times { #expect(rate.quotient(time) == time / divisor, "\(time) / \(divisor)") }
    }
  }

  @Test func hertzRoundsDown() {
    #expect(ClockRate(edges: 65_537, per: 2 * Tick.perSecond).hertz == 32_768)
    #expect(ClockRate(edges: .max, per: 1).hertz == .max)
    #expect(ClockRate(edges: 1, per: .max).hertz == 0)
  }

  /// The exact answers, in 128 bits.
  private func exactTime(_ rate: ClockRate, ofEdge n: UInt64) -> Tick {
    let (quotient, _) = (UInt128(n) * UInt128(rate.ticks)).quotientAndRemainder(dividingBy: UInt128(rate.edges))
    return Tick(clamping: quotient)
  }

  private func exactEdges(_ rate: ClockRate, in time: Tick) -> UInt64 {
    // (time + 1) * edges - 1 is at most 2^128 - 2^64 - 1.
    let top = UInt128(time) * UInt128(rate.edges) + UInt128(rate.edges - 1)
    return UInt64(clamping: top / UInt128(rate.ticks))
  }

  private let extremes: [UInt64] = [0, 1, 2, 3, .max, .max - 1, 1 << 63, (1 << 63) - 1, 1 << 32, Tick.perSecond]

  @Test func extremeRatesAreExactOrHeld() {
    for edges in extremes {
      for ticks in extremes {
        let rate = ClockRate(edges: edges, per: ticks)
        for n in extremes {
          #expect(rate.time(ofEdge: n) == exactTime(rate, ofEdge: n))
          #expect(rate.edges(in: n) == exactEdges(rate, in: n))
          _ = rate.firstEdge(atOrAfter: n)
        }
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func countingInvertsTiming(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<2_000 {
      let rate = ClockRate(edges: random.anyMagnitude(), per: random.anyMagnitude())
      let n = random.anyMagnitude()
      let time = rate.time(ofEdge: n)
      #expect(time == exactTime(rate, ofEdge: n))
      let count = rate.edges(in: time)
      #expect(count == exactEdges(rate, in: time))
      if time < .max {
        // The last edge at that tick; the same edge, where a tick has no more than one.
        #expect(count >= n)
        #expect(rate.time(ofEdge: count) == time)
        if rate.edges <= rate.ticks { #expect(count == n) }
      }
      let other = random.anyMagnitude()
      let before = rate.edges(in: other)
      if before < .max {
        #expect(rate.time(ofEdge: before) <= other)
        #expect(exactTime(rate, ofEdge: before + 1) > other || exactTime(rate, ofEdge: before + 1) == .max)
        let next = rate.firstEdge(atOrAfter: other)
        #expect(rate.time(ofEdge: next) >= other)
        #expect(next == 0 || exactTime(rate, ofEdge: next - 1) < other)
      }
    }
  }

  @Test func decodingReducesAndNeverDividesByZero() throws {
    #expect(try decode(ClockRate.self, #"{"edges":0,"ticks":0}"#) == ClockRate(edges: 1, per: 1))
    #expect(try decode(ClockRate.self, #"{"edges":10,"ticks":4}"#) == ClockRate(edges: 5, per: 2))
    let rate = ClockRate(edges: .max, per: .max - 1)
    #expect(try roundTrip(rate) == rate)
  }
}
