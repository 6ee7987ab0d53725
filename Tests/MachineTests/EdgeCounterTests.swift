import Testing

@testable import Machine

@Suite struct EdgeCounterTests {
  @Test func countsFromItsOrigin() {
    let counter = EdgeCounter(rate: ClockRate(hertz: 32_768), origin: 1_000)
    #expect(counter.count(at: 0) == 0)
    #expect(counter.count(at: 1_000) == 0)
    #expect(counter.count(at: 1_000 + 46_874) == 0)
    #expect(counter.count(at: 1_000 + 46_875) == 1)
    #expect(counter.time(ofEdge: 3) == 1_000 + 3 * 46_875)
  }

  @Test func anEdgeTooFarOffNeverComes() {
    let counter = EdgeCounter(rate: ClockRate(edges: 1, per: 1 << 40), origin: 1 << 63)
    #expect(counter.time(ofEdge: 1 << 23) == .max)
    #expect(counter.time(ofEdge: .max) == .max)
  }

  @Test func roundTrips() throws {
    let counter = EdgeCounter(rate: ClockRate(hertz: 115_200), origin: 77)
    let again = try roundTrip(counter)
    #expect(again.rate == counter.rate && again.origin == counter.origin)
  }
}
