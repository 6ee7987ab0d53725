import Testing

@testable import Machine

@Suite struct CurrentBandTests {
  @Test func microamperesAreRoundedToPicoamperes() {
    #expect(CurrentBand.microamperes(0.27, 1.8, 13) == CurrentBand(low: 270_000, typical: 1_800_000, high: 13_000_000))
    #expect(
      CurrentBand.microamperes(0.000_000_4, 0.000_000_6, -0.000_000_6) == CurrentBand(low: 0, typical: 1, high: -1))
    #expect(
      CurrentBand.microamperes(.nan, .infinity, -.infinity)
        == CurrentBand(low: 0, typical: CurrentBand.limit, high: -CurrentBand.limit))
  }

  @Test func sums() {
    let a = CurrentBand(low: 1, typical: .max, high: .min)
    #expect(a + CurrentBand(low: 2, typical: 1, high: -1) == CurrentBand(low: 3, typical: .max, high: .min))
    #expect(a + .zero == a)
  }

  @Test func scalingIsExactAndHeld() {
    let band = CurrentBand(low: 10, typical: 100, high: 1_000)
    #expect(band.scaled(by: 2, over: 3) == CurrentBand(low: 6, typical: 66, high: 666))
    #expect(band.scaled(by: -2, over: 3) == CurrentBand(low: -6, typical: -66, high: -666))
    #expect(band.scaled(by: 5, over: 0) == band.scaled(by: 5, over: 1))
    #expect(band.scaled(by: 0, over: .max) == .zero)
    let extreme = CurrentBand(low: .min, typical: .max, high: 1)
    #expect(extreme.scaled(by: .max, over: .max) == CurrentBand(low: -.max, typical: .max, high: 1))
    #expect(extreme.scaled(by: .max, over: 1) == CurrentBand(low: -.max, typical: .max, high: .max))
    #expect(extreme.scaled(by: .min, over: 1) == CurrentBand(low: .max, typical: -.max, high: -.max))
    // 2^62 * 12 / 2^61 through a product of more than 64 bits.
    #expect(CurrentBand.exactly(1 << 62).scaled(by: 12, over: 1 << 61) == .exactly(24))
  }

  @Test func heldToWhatALoadCanDraw() {
    let held = CurrentBand(low: -1, typical: 7, high: .max).held
    #expect(held == CurrentBand(low: 0, typical: 7, high: CurrentBand.limit))
  }
}
